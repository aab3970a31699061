<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ui::ArchitectureModel</name>
    <message>
        <source>parameters a token uses</source>
        <translation>使うパラメーター</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中 %1</translation>
    </message>
    <message>
        <source>routed experts a token is sent to</source>
        <translation>働くエキスパート</translation>
    </message>
    <message>
        <source>%1 of %2 in every layer</source>
        <translation>各層で %2 中 %1</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%2 ではなく %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>パラメーター</translation>
    </message>
    <message>
        <source>Active parameters</source>
        <translation>有効パラメーター</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>語彙</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Dense layers</source>
        <translation>密な層</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>%1 positions, trained for %2</source>
        <translation>%1 位置、学習時は %2</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>注意ヘッド</translation>
    </message>
    <message>
        <source>Query of a head</source>
        <translation>ヘッドあたりのクエリ</translation>
    </message>
    <message>
        <source>Value of a head</source>
        <translation>ヘッドあたりのバリュー</translation>
    </message>
    <message>
        <source>Compressed queries</source>
        <translation>圧縮クエリ</translation>
    </message>
    <message>
        <source>no</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Latent of a token and layer</source>
        <translation>トークンと層ごとの潜在</translation>
    </message>
    <message>
        <source>Cache per token</source>
        <translation>1 トークンあたりのキャッシュ</translation>
    </message>
    <message>
        <source>Routed experts</source>
        <translation>ルーティング対象エキスパート</translation>
    </message>
    <message>
        <source>Experts per token</source>
        <translation>1 トークンあたりのエキスパート</translation>
    </message>
    <message>
        <source>Shared experts</source>
        <translation>共有エキスパート</translation>
    </message>
    <message>
        <source>Width of an expert</source>
        <translation>エキスパートの幅</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>%1, of which %2 are kept</source>
        <translation>%1、うち %2 を残す</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>ルーター</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>構造</translation>
    </message>
    <message>
        <source>%1 layers, %2 of them with %3 routed experts; a token uses %4 of the parameters and leaves %5 in the cache.</source>
        <translation>%1 層、うち %2 層が %3 のエキスパートを持ちます。1 トークンはパラメーターの %4 を使い、キャッシュに %5 を残します。</translation>
    </message>
    <message>
        <source>A token enters as a row of the embedding table and passes all layers. In each, multi-head latent attention reads the cache, of which every token keeps only a short latent and a rotary key; then either one dense network or a few experts, chosen by the router, work on it. The head turns what comes out into a score for every word of the vocabulary. All sizes are those of the model&apos;s own configuration.</source>
        <translation>トークンは埋め込み表の 1 行として入り、すべての層を通ります。各層ではまずマルチヘッド潜在注意がキャッシュを読みます。キャッシュには各トークンの短い潜在と回転位置キーだけが残っています。続いて 1 つの密なネットワーク、またはルーターが選んだ少数のエキスパートが働きます。最後に出力ヘッドが語彙のすべての語に点数を付けます。大きさはすべてモデル自身の設定によります。</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>In config.json</source>
        <translation>config.json での名前</translation>
    </message>
    <message>
        <source>cache, beside multi-head attention</source>
        <translation>キャッシュ (MHA 比)</translation>
    </message>
</context>
<context>
    <name>ui::ArchitectureView</name>
    <message>
        <source>Embedding: %1 words × %2</source>
        <translation>埋め込み: %1 語 × %2</translation>
    </message>
    <message>
        <source>Head: a score for each of %1 words</source>
        <translation>出力ヘッド: %1 語それぞれの点数</translation>
    </message>
    <message>
        <source>%1 × layer with a dense network %2 wide</source>
        <translation>%1 × 幅 %2 の密なネットワークの層</translation>
    </message>
    <message>
        <source>%1 × layer with experts</source>
        <translation>%1 × エキスパートのある層</translation>
    </message>
    <message>
        <source>Router: %1 scores, the best %2 go on</source>
        <translation>ルーター: %1 個の点数から上位 %2</translation>
    </message>
    <message>
        <source>%1 routed experts, %2 wide; %3 of them work on a token</source>
        <translation>%1 個中 %3 個が働く (幅 %2)</translation>
    </message>
    <message>
        <source>grey: shared, always works (%1)</source>
        <translation>灰色: 共有、常に働く (%1)</translation>
    </message>
    <message>
        <source>Multi-head latent attention: %1 heads; a token leaves %2 + %3 numbers in the cache</source>
        <translation>潜在注意 (MLA): %1 ヘッド、キャッシュに %2 + %3 個</translation>
    </message>
    <message>
        <source>; queries compressed to %1 numbers</source>
        <translation>、クエリは %1 個の数に圧縮</translation>
    </message>
</context>
<context>
    <name>ui::CacheModel</name>
    <message>
        <source>MLA: %1 layers × (kv_lora_rank %2 + qk_rope_head_dim %3) × %4 bytes = %5 bytes per token</source>
        <translation>MLA: %1 層 × (kv_lora_rank %2 + qk_rope_head_dim %3) × %4 バイト = 1 トークンあたり %5 バイト</translation>
    </message>
    <message>
        <source>MHA: %1 layers × %2 heads × (qk_nope %3 + qk_rope %4 + v %5) × %6 bytes = %7 bytes per token</source>
        <translation>MHA: %1 層 × %2 ヘッド × (qk_nope %3 + qk_rope %4 + v %5) × %6 バイト = 1 トークンあたり %7 バイト</translation>
    </message>
    <message>
        <source>%1 of %2 used · %3 B per token</source>
        <translation>%2 のうち %1 を使用 · 1 トークンあたり %3 B</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message numerus="yes">
        <source>The cache is empty: ask something and every token leaves %n numbers in every layer.</source>
        <translation>
            <numerusform>キャッシュは空です。質問すると、トークンごとに各層へ %n 個の数が残ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Latent cache</source>
        <translation>潜在キャッシュ</translation>
    </message>
    <message numerus="yes">
        <source>%n numbers per token and layer</source>
        <translation>
            <numerusform>トークンと層ごとに %n 個の数</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens keep %2 of %3; full multi-head attention would need %4, %5 times as much.</source>
        <translation>%1 トークンで %3 のうち %2 を使います。完全なマルチヘッド注意なら %4、つまり %5 倍が必要です。</translation>
    </message>
    <message>
        <source>Multi-head latent attention keeps one compressed vector (the latent) and one rotary key per token and layer; keys and values of all heads are computed from it. The dashed line is what full multi-head attention would keep in the same number format. Below, how strong (L2 norm) the latent is that each token left in each layer, as captured.</source>
        <translation>マルチヘッド潜在注意 (MLA) は、トークンと層ごとに圧縮ベクトル (潜在) 1 本と回転位置キー 1 本だけを残し、全ヘッドのキーとバリューはそこから計算します。破線は、同じ数値形式で完全なマルチヘッド注意が残す量です。下は、各トークンが各層に残した潜在の強さ (L2 ノルム) を、記録されたまま示します。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>MLA bytes</source>
        <translation>MLA バイト</translation>
    </message>
    <message>
        <source>MHA bytes</source>
        <translation>MHA バイト</translation>
    </message>
    <message>
        <source>Norm %1</source>
        <translation>ノルム %1</translation>
    </message>
</context>
<context>
    <name>ui::CacheView</name>
    <message>
        <source>strength of what each token left behind (L2 norm, layer × token)</source>
        <translation>潜在の強さ (L2 ノルム、層 × トークン)</translation>
    </message>
    <message>
        <source>used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%2 トークン中 %1</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>KiB</translation>
    </message>
    <message>
        <source>MLA</source>
        <translation>MLA</translation>
    </message>
    <message>
        <source>MHA</source>
        <translation>MHA</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>token %1, %2: latent norm %3</source>
        <translation>トークン %1、%2: 潜在ノルム %3</translation>
    </message>
</context>
<context>
    <name>ui::CandidatesModel</name>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>Ask something: every token of the reply shows here what else could have come.</source>
        <translation>質問すると、返答の各トークンで他に何が来えたかがここに表示されます。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>Token %1 was not captured.</source>
        <translation>トークン %1 は記録されていません。</translation>
    </message>
    <message>
        <source>A token of the prompt: nothing was chosen here.</source>
        <translation>プロンプトのトークンです。ここでは何も選ばれていません。</translation>
    </message>
    <message>
        <source>The candidates of this token were not captured.</source>
        <translation>このトークンの候補は記録されていません。</translation>
    </message>
    <message>
        <source>%1 is dense: it has no router</source>
        <translation>%1 は密な層で、ルーターがありません</translation>
    </message>
    <message>
        <source>router scores in %1 were not captured</source>
        <translation>%1 のルーターのスコアは記録されていません</translation>
    </message>
    <message>
        <source>router scores in %1 · dashed: top-%2 cut</source>
        <translation>%1 のスコア · 破線: 上位 %2 の境界</translation>
    </message>
    <message>
        <source>%1 · outline or dot: with bias</source>
        <translation>%1 · 枠または点: バイアス込み</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>what else could have come</source>
        <translation>他に来えたもの</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>トークン %1</translation>
    </message>
    <message>
        <source>, what else could have come</source>
        <translation>、他に来えたもの</translation>
    </message>
    <message>
        <source>%1 was chosen with %2 (%3 before the sampler&apos;s settings).</source>
        <translation>%1 が %2 で選ばれました (サンプリング設定前は %3)。</translation>
    </message>
    <message>
        <source>%1 %2 chose %3.</source>
        <translation>%1 %2 は %3 を選びました。</translation>
    </message>
    <message>
        <source>Above: the most probable tokens at this position, the grey bar as the model gave them, the coloured bar after temperature and filters; the one that came is marked. Below: the router&apos;s score for every expert of the selected layer. The outline (a dot when there are many) adds the correction bias, which only helps to choose. The experts that were chosen are marked; the dashed line is the lowest value among them.</source>
        <translation>上: この位置で最も確率の高いトークン。灰色の棒はモデルが出した値、色の棒は温度とフィルターの後の値で、実際に来たものに印があります。下: 選択した層の全エキスパートに対するルーターのスコア。枠 (多いときは点) は、選択だけに使われる補正バイアスを加えた値です。選ばれたエキスパートに印があり、破線はその中の最小値です。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>token: probability before and after sampling settings</source>
        <translation>トークン: サンプリング設定の前後の確率</translation>
    </message>
    <message>
        <source>expert of %1: score before and after bias</source>
        <translation>%1 のエキスパート: バイアスの前後のスコア</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>選択済み</translation>
    </message>
</context>
<context>
    <name>ui::ChatView</name>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Ask the model something. While it answers, the views beside the chat show which experts every token is sent to, what the latent cache keeps and what the machine is doing.</source>
        <translation>モデルに質問してください。返答のあいだ、横のビューに、各トークンがどのエキスパートへ送られるか、潜在キャッシュに何が残るか、マシンが何をしているかが表示されます。</translation>
    </message>
</context>
<context>
    <name>ui::ChoiceList</name>
    <message>
        <source>Choice %1: %2</source>
        <translation>選択肢 %1：%2</translation>
    </message>
    <message>
        <source>%1 (right)</source>
        <translation>%1（正解）</translation>
    </message>
    <message numerus="yes">
        <source>%n hands</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Click: one hand more</source>
        <translation>クリックで 1 人増やす</translation>
    </message>
    <message>
        <source>Predict this</source>
        <translation>これだと予想する</translation>
    </message>
</context>
<context>
    <name>ui::ComparisonModel</name>
    <message>
        <source>Layer %1 · %2 experts · coloured: chosen for “%3”</source>
        <translation>層 %1 · エキスパート %2 個 · 色つき：「%3」に選ばれたもの</translation>
    </message>
    <message>
        <source>%1 of %2 in common</source>
        <translation>%2 個中 %1 個が共通</translation>
    </message>
    <message>
        <source>by chance: %1</source>
        <translation>偶然なら %1</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>experts of </source>
        <translation>エキスパート：</translation>
    </message>
    <message>
        <source> in layer %1</source>
        <translation>、層 %1</translation>
    </message>
    <message>
        <source>Prompt %1: not asked yet.</source>
        <translation>プロンプト %1：まだ聞いていません。</translation>
    </message>
    <message>
        <source>Prompt %1: %2.</source>
        <translation>プロンプト %1：%2。</translation>
    </message>
    <message>
        <source>%1 (%2).</source>
        <translation>%1（%2）。</translation>
    </message>
    <message>
        <source>Every box is one routed expert of the layer. The coloured ones were chosen by the router for this word; the stronger the colour, the larger the gate weight its output is multiplied with. An outline marks what both prompts have in common. By chance two choices of k among E experts have k × k ÷ E in common on average.</source>
        <translation>箱のひとつひとつが、この層のルーティング対象エキスパートです。色つきの箱は、この言葉のためにルーターが選んだもので、色が強いほど、出力にかけるゲート重みが大きくなります。枠つきの箱は、両方のプロンプトに共通です。E 個から k 個を偶然に選ぶと、平均で k × k ÷ E 個が共通になります。</translation>
    </message>
    <message>
        <source>No lesson is open.</source>
        <translation>レッスンは開かれていません。</translation>
    </message>
    <message>
        <source>This step asks the model nothing.</source>
        <translation>このステップではモデルに何も聞きません。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>順位</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Gate weight</source>
        <translation>ゲート重み</translation>
    </message>
    <message>
        <source>In common</source>
        <translation>共通</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>ui::ComparisonView</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>ui::Composer</name>
    <message>
        <source>Your message</source>
        <translation>あなたのメッセージ</translation>
    </message>
    <message>
        <source>The pasted text was longer; %L1 characters were taken</source>
        <translation>貼り付けたテキストが長すぎるため、%L1 文字だけを取り込みました</translation>
    </message>
    <message>
        <source>Ask something… Enter to send · Shift+Enter for a new line</source>
        <translation>質問を入力… Enter で送信 · Shift+Enter で改行</translation>
    </message>
    <message>
        <source>Editing an earlier message · Esc leaves it as it is</source>
        <translation>前のメッセージを編集中 · Esc で元のまま</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Stop the reply</source>
        <translation>返答を停止</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>メッセージを送信</translation>
    </message>
    <message>
        <source>Stop the reply (Esc)</source>
        <translation>返答を停止 (Esc)</translation>
    </message>
    <message>
        <source>Send the message (Enter)</source>
        <translation>メッセージを送信 (Enter)</translation>
    </message>
</context>
<context>
    <name>ui::DeviceModel</name>
    <message>
        <source>%1 (in use)</source>
        <translation>%1（使用中）</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>このプログラム</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
    <message>
        <source>Of this program</source>
        <translation>うち本体</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>エネルギー</translation>
    </message>
    <message>
        <source>Memory traffic</source>
        <translation>メモリー転送</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU メモリー</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>電力</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>Core clock</source>
        <translation>コアクロック</translation>
    </message>
    <message>
        <source>MHz</source>
        <translation>MHz</translation>
    </message>
    <message>
        <source>Memory clock</source>
        <translation>メモリークロック</translation>
    </message>
    <message>
        <source>To the GPU</source>
        <translation>GPU へ</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>From the GPU</source>
        <translation>GPU から</translation>
    </message>
    <message>
        <source>the system did not report it</source>
        <translation>システムが報告していません</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中 %1</translation>
    </message>
    <message>
        <source>this card or driver does not report it</source>
        <translation>このカードまたはドライバーは報告しません</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>利用できません</translation>
    </message>
    <message>
        <source>The machine has not been sampled yet.</source>
        <translation>マシンはまだ測定されていません。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n cores</source>
        <translation>
            <numerusform>%1、%n コア</numerusform>
        </translation>
    </message>
    <message>
        <source> · no GPU</source>
        <translation> · GPU なし</translation>
    </message>
    <message numerus="yes">
        <source> · %n GPUs</source>
        <translation>
            <numerusform> · GPU %n 基</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not available: %2</source>
        <translation>%1 は利用できません: %2</translation>
    </message>
    <message>
        <source>newest token at %1 tokens per second</source>
        <translation>最新のトークンは毎秒 %1 トークン</translation>
    </message>
    <message>
        <source>What</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Weights read, est.</source>
        <translation>重み読出 (推定)</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 GB/s</translation>
    </message>
    <message>
        <source>%1 of %2 GB/s</source>
        <translation>%2 GB/s 中 %1</translation>
    </message>
    <message>
        <source>Readings of this machine, taken twice a second while a reply is computed and every two seconds otherwise, as long as somebody looks. Whatever the system, the card or its driver does not report is said to be not available. Tokens per second is the time from one token to the next, nothing is averaged. Weights read are an estimate: the bytes of the active weights and of the latent cache, times the mean tokens per second of the newest tokens. Limits of clocks, the PCIe link and why a clock is held back are shown live only; a session document does not keep them.</source>
        <translation>このマシンの測定値です。返答の計算中は毎秒 2 回、それ以外は見ている間 2 秒ごとに読みます。システム、カード、ドライバーが報告しないものは「利用不可」と示します。毎秒トークン数はトークンから次のトークンまでの時間で、平均はしていません。重みの読み出しは推定です: 使う重みと潜在キャッシュのバイト数 × 最新のトークンの平均毎秒トークン数。クロックの上限、PCIe リンク、クロックが抑えられている理由は現在の値だけを表示し、セッション文書には残しません。</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>仕事なし</translation>
    </message>
    <message>
        <source>a clock set by hand</source>
        <translation>手動設定のクロック</translation>
    </message>
    <message>
        <source>the power limit</source>
        <translation>電力上限</translation>
    </message>
    <message>
        <source>a slowdown by the hardware</source>
        <translation>ハードウェアによる減速</translation>
    </message>
    <message>
        <source>the clock of another GPU</source>
        <translation>ほかの GPU のクロック</translation>
    </message>
    <message>
        <source>heat (driver)</source>
        <translation>熱 (ドライバー)</translation>
    </message>
    <message>
        <source>heat (hardware)</source>
        <translation>熱 (ハードウェア)</translation>
    </message>
    <message>
        <source>a power brake from outside</source>
        <translation>外部からの電力制限</translation>
    </message>
    <message>
        <source>the display&apos;s clock</source>
        <translation>ディスプレイのクロック</translation>
    </message>
    <message>
        <source>another reason (0x%1)</source>
        <translation>ほかの理由 (0x%1)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Clock held by</source>
        <translation>クロックの抑制</translation>
    </message>
    <message>
        <source>PCIe link</source>
        <translation>PCIe リンク</translation>
    </message>
    <message>
        <source>generation %1, %2 lanes</source>
        <translation>第 %1 世代、%2 レーン</translation>
    </message>
</context>
<context>
    <name>ui::DeviceView</name>
    <message>
        <source>CPU, two minutes</source>
        <translation>CPU、2 分間</translation>
    </message>
    <message>
        <source>tok/s: no reply yet</source>
        <translation>tok/s: まだ返答なし</translation>
    </message>
    <message>
        <source>tok/s, newest %1</source>
        <translation>tok/s、最新 %1</translation>
    </message>
    <message>
        <source>not available here: %1</source>
        <translation>ここでは利用できません: %1</translation>
    </message>
    <message>
        <source>CPU (filled) and GPU, two minutes</source>
        <translation>CPU (塗り) と GPU、2 分間</translation>
    </message>
</context>
<context>
    <name>ui::DockHandle</name>
    <message>
        <source>Drag to move “%1”, double-click to detach it</source>
        <translation>ドラッグで「%1」を移動、ダブルクリックで切り離し</translation>
    </message>
</context>
<context>
    <name>ui::ErrorBar</name>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Show prompt…</source>
        <translation>プロンプトを表示…</translation>
    </message>
    <message>
        <source>The chat template in the model&apos;s file does not work; the built-in prompt of its family is used instead.</source>
        <translation>モデルのファイルにあるチャットテンプレートが動かないため、系列の組み込みプロンプトを代わりに使います。</translation>
    </message>
</context>
<context>
    <name>ui::Experiment</name>
    <message>
        <source>%1 in every layer</source>
        <translation>すべての層の %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>%1 boosted by %2</source>
        <translation>%1 を %2 後押し</translation>
    </message>
    <message>
        <source>%1 forced</source>
        <translation>%1 を強制</translation>
    </message>
    <message>
        <source>%1 muted</source>
        <translation>%1 を休止</translation>
    </message>
    <message>
        <source>top-%1</source>
        <translation>top-%1</translation>
    </message>
    <message>
        <source>without correction bias</source>
        <translation>補正バイアスなし</translation>
    </message>
    <message>
        <source>without groups</source>
        <translation>グループなし</translation>
    </message>
    <message>
        <source>without shared experts</source>
        <translation>共有エキスパートなし</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
</context>
<context>
    <name>ui::ExperimentPanel</name>
    <message>
        <source>Experts per token</source>
        <translation>トークンごとのエキスパート数</translation>
    </message>
    <message>
        <source>How many experts every token is sent to</source>
        <translation>ひとつのトークンを送るエキスパートの数</translation>
    </message>
    <message>
        <source>Correction bias takes part in the choice</source>
        <translation>選ぶときに補正バイアスを使う</translation>
    </message>
    <message>
        <source>As the model is</source>
        <translation>モデルのまま</translation>
    </message>
    <message>
        <source>Undo every change to the router</source>
        <translation>ルーターの変更をすべて元に戻す</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>何も変えていません。</translation>
    </message>
    <message>
        <source>Only the best groups are looked into</source>
        <translation>上位のグループだけから選ぶ</translation>
    </message>
    <message>
        <source>Shared experts answer too</source>
        <translation>共有エキスパートも働く</translation>
    </message>
    <message>
        <source>Another temperature</source>
        <translation>別の温度</translation>
    </message>
    <message>
        <source>In place of the temperature that the reply would be sampled at</source>
        <translation>本来のサンプリング温度の代わりに使います</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>変えたもの</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Undo the selected changes (Delete)</source>
        <translation>選択した変更を元に戻す（Delete）</translation>
    </message>
    <message>
        <source>Ask again with this</source>
        <translation>この設定でもう一度聞く</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>全 %1</translation>
    </message>
    <message>
        <source>A model with routers is needed.</source>
        <translation>ルーターのあるモデルが必要です。</translation>
    </message>
    <message>
        <source>Not changed: %1</source>
        <translation>変更できません：%1</translation>
    </message>
    <message>
        <source>This model cannot do it: %1</source>
        <translation>このモデルではできません：%1</translation>
    </message>
    <message>
        <source>Replies from now on are made so, and marked.</source>
        <translation>これからの答えはこの設定で作られ、印が付きます。</translation>
    </message>
    <message>
        <source>The model that answers must be loaded and idle</source>
        <translation>答えるモデルが読み込まれ、待機している必要があります</translation>
    </message>
    <message>
        <source>Nothing can be asked now</source>
        <translation>今は質問できません</translation>
    </message>
    <message>
        <source>Change something first</source>
        <translation>まず何かを変えてください</translation>
    </message>
    <message>
        <source>The reply on screen again: same seed and sampling, changed</source>
        <translation>表示中の答えを、同じシードとサンプリングのまま変更を加えてもう一度</translation>
    </message>
    <message>
        <source>Undo this change</source>
        <translation>この変更を元に戻す</translation>
    </message>
</context>
<context>
    <name>ui::LessonPlayer</name>
    <message>
        <source>This step needs the model “%1”, which is not here.</source>
        <translation>このステップにはモデル「%1」が必要ですが、ここにはありません。</translation>
    </message>
    <message>
        <source>This step needs the log of a training (rl_log.json), which is not here.</source>
        <translation>このステップには訓練の記録（rl_log.json）が必要ですが、ここにはありません。</translation>
    </message>
    <message>
        <source>This step needs a model; none is loaded.</source>
        <translation>このステップにはモデルが必要ですが、まだ読み込まれていません。</translation>
    </message>
    <message>
        <source>This lesson was written for the model “%1”. “%2” is loaded.</source>
        <translation>このレッスンはモデル「%1」のために書かれています。今は「%2」が読み込まれています。</translation>
    </message>
    <message>
        <source>This step looks at layer %1; the loaded model has only %2.</source>
        <translation>このステップは層 %1 を見ますが、読み込まれたモデルの層は %2 個だけです。</translation>
    </message>
    <message>
        <source>The answer was stopped. Ask again.</source>
        <translation>答えは途中で止まりました。もう一度聞いてください。</translation>
    </message>
</context>
<context>
    <name>ui::LessonStepView</name>
    <message>
        <source>Text of the step</source>
        <translation>ステップの本文</translation>
    </message>
    <message>
        <source>Answer of the step</source>
        <translation>ステップの答え</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3</source>
        <translation>%1 · ステップ %2／%3</translation>
    </message>
    <message>
        <source>Open “%1”</source>
        <translation>「%1」を開く</translation>
    </message>
    <message>
        <source>The model is answering…</source>
        <translation>モデルが答えています…</translation>
    </message>
    <message>
        <source>What was observed fits none of these choices, or several.</source>
        <translation>観察された結果は、どの選択肢にも当てはまらないか、いくつにも当てはまります。</translation>
    </message>
    <message>
        <source>Observed: %1</source>
        <translation>観察された結果：%1</translation>
    </message>
    <message>
        <source>As you predicted: %1</source>
        <translation>予想どおり：%1</translation>
    </message>
    <message>
        <source>Not as you predicted: %1</source>
        <translation>予想とは違う：%1</translation>
    </message>
    <message>
        <source>Open the model the lesson was written for</source>
        <translation>レッスンが想定するモデルを開く</translation>
    </message>
</context>
<context>
    <name>ui::LessonView</name>
    <message>
        <source>Lessons</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Lessons: predict, see, change</source>
        <translation>レッスン：予想する、見る、変える</translation>
    </message>
    <message>
        <source>Lessons that were left out</source>
        <translation>読み込めなかったレッスン</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>始める</translation>
    </message>
    <message>
        <source>Open lesson file…</source>
        <translation>レッスンファイルを開く…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>レッスン一覧</translation>
    </message>
    <message>
        <source>Leave the lesson; it goes on at this step</source>
        <translation>レッスンを離れる（次はこのステップから続きます）</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>発表</translation>
    </message>
    <message>
        <source>Show this lesson large, for a room (F5)</source>
        <translation>教室向けに大きく映す (F5)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Now you</source>
        <translation>あなたの番</translation>
    </message>
    <message>
        <source>Your question to the model</source>
        <translation>モデルへの質問</translation>
    </message>
    <message>
        <source>Ask again with these changes</source>
        <translation>この変更でもう一度聞く</translation>
    </message>
    <message>
        <source> – left at step %1 of %2</source>
        <translation>（ステップ %1／%2 から続き）</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>答えを見る</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>モデルに聞く</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>見る</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Rewind</source>
        <translation>先頭へ</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>1 トークン</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Regenerate the last answer</source>
        <translation>最後の返答を作り直す</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>最後の質問を編集</translation>
    </message>
    <message>
        <source>Rename chat…</source>
        <translation>チャットの名前を変更…</translation>
    </message>
    <message>
        <source>Delete chat…</source>
        <translation>チャットを削除…</translation>
    </message>
    <message>
        <source>Export session…</source>
        <translation>セッションを書き出す…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>チャット(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Tokens</source>
        <translation>トークン(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新しいチャット</translation>
    </message>
    <message>
        <source>Open session file…</source>
        <translation>セッションファイルを開く…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>チャットを検索</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>メッセージを書く</translation>
    </message>
    <message>
        <source>Sampling and system prompt</source>
        <translation>サンプリングとシステムプロンプト</translation>
    </message>
    <message>
        <source>Follow the newest token</source>
        <translation>最新のトークンを追う</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>ダークテーマ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>文字を小さく</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>標準の文字サイズ</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>サイドバーの表示切り替え</translation>
    </message>
    <message>
        <source>Arrange the views anew</source>
        <translation>ビューを並べ直す</translation>
    </message>
    <message>
        <source>About Expertscope</source>
        <translation>Expertscope について</translation>
    </message>
    <message>
        <source>Open session file</source>
        <translation>セッションファイルを開く</translation>
    </message>
    <message>
        <source>Expertscope sessions (*.expertscope)</source>
        <translation>Expertscope セッション (*.expertscope)</translation>
    </message>
    <message>
        <source>Export session</source>
        <translation>セッションを書き出す</translation>
    </message>
    <message>
        <source>Expertscope %1</source>
        <translation>Expertscope %1</translation>
    </message>
    <message>
        <source>Talk to a Mixture-of-Experts model and see it think. Everything stays on this computer.

Window: GPL-3.0-or-later. Engine: Apache-2.0. Plots by QCustomPlot (GPL-3.0).</source>
        <translation>Mixture-of-Experts モデルと話し、その考える様子を見るプログラムです。すべてこのコンピューターの中で行われます。

ウィンドウ: GPL-3.0-or-later。エンジン: Apache-2.0。プロット: QCustomPlot (GPL-3.0)。</translation>
    </message>
    <message>
        <source>Top bar</source>
        <translation>上部バー</translation>
    </message>
    <message>
        <source>Routing map</source>
        <translation>ルーティング図</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Latent cache</source>
        <translation>潜在キャッシュ</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Where a token&apos;s time goes</source>
        <translation>トークンの時間の内訳</translation>
    </message>
    <message>
        <source>A session from elsewhere: it can be read, not continued</source>
        <translation>外部のセッションです。読めますが、続けることはできません</translation>
    </message>
    <message>
        <source>The model is being loaded</source>
        <translation>モデルを読み込んでいます</translation>
    </message>
    <message>
        <source>Open a model to ask something</source>
        <translation>質問するにはモデルを開いてください</translation>
    </message>
    <message>
        <source>Expertscope</source>
        <translation>Expertscope</translation>
    </message>
    <message>
        <source>%1 – Expertscope</source>
        <translation>%1 – Expertscope</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>最近のモデル</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>How this model is built</source>
        <translation>このモデルの構造</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>モデルを開く…</translation>
    </message>
    <message>
        <source>Prompt of this chat</source>
        <translation>このチャットのプロンプト</translation>
    </message>
    <message>
        <source>Prompt of this chat…</source>
        <translation>このチャットのプロンプト…</translation>
    </message>
    <message>
        <source>Open lesson file…</source>
        <translation>レッスンファイルを開く…</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>次のステップ</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>前のステップ</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>答えを見る</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Open lesson file</source>
        <translation>レッスンファイルを開く</translation>
    </message>
    <message>
        <source>Lessons (*.lesson)</source>
        <translation>レッスン (*.lesson)</translation>
    </message>
    <message>
        <source>There are no lessons.</source>
        <translation>レッスンがありません。</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>発表</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>レッスン(&amp;L)</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Learning by trial</source>
        <translation>試して学ぶ</translation>
    </message>
    <message>
        <source>Experiment on the router</source>
        <translation>ルーターで実験</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>実験</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>作業画面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>効率</translation>
    </message>
    <message>
        <source>Views of “%1”</source>
        <translation>「%1」の表示</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Show these tokens again as they came, from the selected one on (Ctrl+Space)</source>
        <translation>選んだトークンから、生成されたときの速さで再生します（Ctrl+Space）</translation>
    </message>
    <message>
        <source>Underline tokens</source>
        <translation>トークンに下線</translation>
    </message>
    <message>
        <source>Underlines tell</source>
        <translation>下線が示すもの</translation>
    </message>
    <message>
        <source>Next of these</source>
        <translation>次のものへ</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>時間軸</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>もしも</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>The router&apos;s decision</source>
        <translation>ルーターの選択</translation>
    </message>
    <message>
        <source>What else could have come</source>
        <translation>ほかに来えたもの</translation>
    </message>
    <message>
        <source>Its way through all layers</source>
        <translation>全層を通る道筋</translation>
    </message>
    <message>
        <source>What each expert added</source>
        <translation>各エキスパートの寄与</translation>
    </message>
    <message>
        <source>Token timeline</source>
        <translation>トークンの時間軸</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>均等さ</translation>
    </message>
    <message>
        <source>Experts that fire together</source>
        <translation>一緒に働くエキスパート</translation>
    </message>
    <message>
        <source>Specialisation</source>
        <translation>専門化</translation>
    </message>
    <message>
        <source>Expert cache</source>
        <translation>エキスパートのキャッシュ</translation>
    </message>
    <message>
        <source>Compare replies</source>
        <translation>返答の比較</translation>
    </message>
    <message>
        <source>What limits the speed</source>
        <translation>速さを決めるもの</translation>
    </message>
    <message>
        <source>One entry of the latent cache</source>
        <translation>潜在キャッシュの 1 エントリー</translation>
    </message>
</context>
<context>
    <name>ui::MessageView</name>
    <message>
        <source>Previous version</source>
        <translation>前の版</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>次の版</translation>
    </message>
</context>
<context>
    <name>ui::OpenModelDialog</name>
    <message>
        <source>Open model</source>
        <translation>モデルを開く</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Choose a GGUF file…</source>
        <translation>GGUF ファイルを選ぶ…</translation>
    </message>
    <message>
        <source>Look in a folder…</source>
        <translation>フォルダー内を探す…</translation>
    </message>
    <message>
        <source>Positions of the latent cache</source>
        <translation>潜在キャッシュの位置数</translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation>モデルファイルを開く</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF モデル (*.gguf)</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>モデルのあるフォルダー</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>ヘッダーを読んでいます…</translation>
    </message>
    <message>
        <source>%1: %2 parameters, %3 of them active; %4 layers, %5 experts; %6</source>
        <translation>%1: パラメーター %2、うち有効 %3。%4 層、エキスパート %5。%6</translation>
    </message>
    <message>
        <source>weights, mapped from the files</source>
        <translation>重み (ファイルからマップ)</translation>
    </message>
    <message>
        <source>latent cache of %1 positions</source>
        <translation>%1 位置の潜在キャッシュ</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>活性値</translation>
    </message>
    <message>
        <source>together</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>free on this machine now</source>
        <translation>このマシンの現在の空き</translation>
    </message>
    <message>
        <source>How much memory is free is not known here.</source>
        <translation>ここでは空きメモリーの量が分かりません。</translation>
    </message>
    <message>
        <source>It is larger than the free memory: it can be opened, but its weights are read from disk again and again and it will be slow. Fewer positions or a smaller quantisation help.</source>
        <translation>空きメモリーより大きいモデルです。開くことはできますが、重みを何度もディスクから読むため遅くなります。位置数を減らすか、より小さい量子化を選んでください。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>It fits: %1 stay free.</source>
        <translation>収まります。残りの空きは %1 です。</translation>
    </message>
    <message>
        <source>automatic: a GPU if the model fits it</source>
        <translation>自動 (モデルが収まれば GPU)</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>プロセッサー</translation>
    </message>
    <message>
        <source>an NVIDIA GPU</source>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>Computed by</source>
        <translation>計算するもの</translation>
    </message>
    <message>
        <source>an NVIDIA GPU (there is none)</source>
        <translation>NVIDIA GPU (ありません)</translation>
    </message>
    <message>
        <source>It does not fit the GPU, so the processor computes it. %1</source>
        <translation>GPU に収まらないため、プロセッサーで計算します。%1</translation>
    </message>
    <message>
        <source>weights, copied to the GPU</source>
        <translation>重み (GPU へコピー)</translation>
    </message>
    <message>
        <source>activations and CUDA itself</source>
        <translation>活性値と CUDA 自体</translation>
    </message>
    <message>
        <source>free on the GPU now</source>
        <translation>GPU の現在の空き</translation>
    </message>
    <message>
        <source>memory of the GPU</source>
        <translation>GPU のメモリー</translation>
    </message>
    <message>
        <source>It does not fit the GPU: at most %1 positions would.</source>
        <translation>GPU に収まりません。最大 %1 位置なら収まります。</translation>
    </message>
    <message>
        <source>It does not fit the GPU. A smaller quantisation may, and the processor can compute it.</source>
        <translation>GPU に収まりません。より小さい量子化なら収まることがあります。プロセッサーなら計算できます。</translation>
    </message>
</context>
<context>
    <name>ui::PresenterWindow</name>
    <message>
        <source>Presenter – Expertscope</source>
        <translation>発表 – Expertscope</translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation>モデルが書いている文</translation>
    </message>
    <message>
        <source>Space next</source>
        <translation>Space 次へ</translation>
    </message>
    <message>
        <source>Space reveal</source>
        <translation>Space 答え</translation>
    </message>
    <message>
        <source>← → step</source>
        <translation>← → ステップ</translation>
    </message>
    <message>
        <source>H keys</source>
        <translation>H キー</translation>
    </message>
    <message>
        <source>Esc leave</source>
        <translation>Esc 終わる</translation>
    </message>
    <message>
        <source>1–4 predict</source>
        <translation>1–4 予想</translation>
    </message>
    <message>
        <source>+ − hands</source>
        <translation>+ − 人数</translation>
    </message>
    <message>
        <source>L spotlight</source>
        <translation>L スポットライト</translation>
    </message>
    <message>
        <source>F freeze</source>
        <translation>F 静止</translation>
    </message>
    <message>
        <source>[ ] pace: %1</source>
        <translation>[ ] 速さ：%1</translation>
    </message>
    <message>
        <source>. one token</source>
        <translation>. 1 トークン</translation>
    </message>
    <message>
        <source>S screen</source>
        <translation>S 画面</translation>
    </message>
    <message>
        <source>↑ ↓ scroll</source>
        <translation>↑ ↓ スクロール</translation>
    </message>
    <message>
        <source>Presenter, frozen – Expertscope</source>
        <translation>発表（静止中） – Expertscope</translation>
    </message>
</context>
<context>
    <name>ui::PromptModel</name>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message numerus="yes">
        <source>as the template in the model&apos;s file writes it; %n lines differ from the built-in one</source>
        <translation>
            <numerusform>モデルのファイルのテンプレートによる。組み込みとは %n 行異なります</numerusform>
        </translation>
    </message>
    <message>
        <source>the template in the model&apos;s file and the built-in one agree</source>
        <translation>モデルのファイルのテンプレートと組み込みは一致しています</translation>
    </message>
    <message>
        <source>built in, because the template in the model&apos;s file does not work</source>
        <translation>組み込み (モデルのファイルのテンプレートが動かないため)</translation>
    </message>
    <message>
        <source>built in: the model&apos;s file has no template</source>
        <translation>組み込み (モデルのファイルにテンプレートがありません)</translation>
    </message>
    <message numerus="yes">
        <source>%n characters are sent.</source>
        <translation>
            <numerusform>%n 文字が送られます。</numerusform>
        </translation>
    </message>
    <message>
        <source>The built-in prompt is that of the family %1.</source>
        <translation>組み込みプロンプトは %1 系列のものです。</translation>
    </message>
    <message>
        <source>A model reads one text, not a conversation. A template writes it: it puts control tokens around every message and ends where the model is to go on. This is that text for the chat on screen and what is being written below it, character by character. Lines with + stand only in what the template in the model&apos;s file writes, lines with − only in the prompt that is built in for this family of models; ↵ is a line break.</source>
        <translation>モデルが読むのは会話ではなく、ひとつながりの文章です。それを書くのがテンプレートで、各メッセージを制御トークンで囲み、モデルが続きを書く所で終わります。ここには、画面のチャットと入力中の文についてのその文章が、一字一句そのまま表示されます。+ の行はモデルのファイルのテンプレートだけ、− の行はこの系列の組み込みプロンプトだけにある行です。↵ は改行です。</translation>
    </message>
    <message>
        <source>Being written; a running reply is finished first.</source>
        <translation>作成中です。返答の途中なら、それが終わってからになります。</translation>
    </message>
    <message>
        <source>Ask or write something: then its prompt stands here.</source>
        <translation>質問するか入力すると、そのプロンプトがここに表示されます。</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>ある所</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>組み込み</translation>
    </message>
    <message>
        <source>both</source>
        <translation>両方</translation>
    </message>
    <message>
        <source>model&apos;s file</source>
        <translation>モデルのファイル</translation>
    </message>
</context>
<context>
    <name>ui::PromptView</name>
    <message>
        <source>Which prompt is shown</source>
        <translation>表示するプロンプト</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>By the model&apos;s file</source>
        <translation>モデルのファイル</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>組み込み</translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation>プロンプトをコピー</translation>
    </message>
    <message>
        <source>Copy the text that the model gets, exactly as it is sent</source>
        <translation>モデルに送られる文章をそのままコピーします</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Prompt copied.</source>
        <translation>プロンプトをコピーしました。</translation>
    </message>
</context>
<context>
    <name>ui::QuestionView</name>
    <message>
        <source>Your message</source>
        <translation>あなたのメッセージ</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>まだ保存されていません</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Edit this message</source>
        <translation>このメッセージを編集</translation>
    </message>
</context>
<context>
    <name>ui::ReplyView</name>
    <message>
        <source>complete</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>stopped at the token limit</source>
        <translation>トークン数の上限で停止</translation>
    </message>
    <message>
        <source>stopped: the context is full</source>
        <translation>停止: コンテキストが満杯</translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>ユーザーが停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>first token %1 ms</source>
        <translation>最初のトークン %1 ms</translation>
    </message>
    <message numerus="yes">
        <source>%n events dropped</source>
        <translation>
            <numerusform>失われたイベント %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>返答</translation>
    </message>
    <message>
        <source>Show what the model thought</source>
        <translation>モデルの思考を表示</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>作り直す</translation>
    </message>
    <message>
        <source>Answer again, keeping this answer</source>
        <translation>この返答を残して、もう一度答える</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>返答をコピー</translation>
    </message>
    <message numerus="yes">
        <source>Thinking… %n tokens</source>
        <translation>
            <numerusform>思考中… %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thought for %n tokens</source>
        <translation>
            <numerusform>%n トークン思考</numerusform>
        </translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Reading the prompt: %1 of %2 tokens</source>
        <translation>プロンプトを読み込み中: %2 トークン中 %1</translation>
    </message>
    <message>
        <source>Waiting for the model</source>
        <translation>モデルを待っています</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>返答なし: %1</translation>
    </message>
    <message>
        <source>Interrupted: the program ended while this was being written</source>
        <translation>中断: 書いている途中でプログラムが終了しました</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>書き込み中</translation>
    </message>
    <message>
        <source> · experiment: %1</source>
        <translation> · 実験：%1</translation>
    </message>
    <message numerus="yes">
        <source> · first %n tokens given</source>
        <translation>
            <numerusform> · 最初の %n トークンは指定</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RewardsModel</name>
    <message>
        <source>reward</source>
        <translation>報酬</translation>
    </message>
    <message>
        <source>share of right answers</source>
        <translation>正解の割合</translation>
    </message>
    <message>
        <source>length in tokens</source>
        <translation>長さ（トークン）</translation>
    </message>
    <message>
        <source>groups with right and wrong answers</source>
        <translation>正解と不正解がまざった組</translation>
    </message>
    <message>
        <source>distance from the start (KL)</source>
        <translation>出発点からの距離（KL）</translation>
    </message>
    <message>
        <source>right on problems never trained on</source>
        <translation>訓練にない問題の正解率</translation>
    </message>
    <message>
        <source>experts changed by the training</source>
        <translation>訓練で変わったエキスパート</translation>
    </message>
    <message>
        <source>experts changed, arithmetic only</source>
        <translation>変わったエキスパート（計算のみ）</translation>
    </message>
    <message>
        <source>seconds since the start</source>
        <translation>開始からの秒数</translation>
    </message>
    <message>
        <source>Learning by trial</source>
        <translation>試して学ぶ</translation>
    </message>
    <message numerus="yes">
        <source>reward over %n steps of training</source>
        <translation>
            <numerusform>訓練 %n ステップの報酬</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 は %2 から %3 へ</translation>
    </message>
    <message>
        <source>Means of the first and the last tenth of the steps: %1.</source>
        <translation>最初と最後の 1 割のステップの平均：%1。</translation>
    </message>
    <message>
        <source>While the model learned by trial it wrote several answers to each question; every answer got a reward, and the weights were changed so that answers with more reward than the others of their group became likelier. The thin line is the mean reward of each step, the strong line its mean over nearby steps. The numbers are those the training wrote down.</source>
        <translation>モデルは試して学ぶ間、ひとつの質問にいくつもの答えを書きました。それぞれの答えに報酬が与えられ、同じ組のほかの答えより報酬が多い答えが出やすくなるように重みが変えられました。細い線は各ステップの平均、太い線は近くのステップをならした平均です。数値は訓練が書き残したものです。</translation>
    </message>
    <message>
        <source>The model “workshop-rl” and the log of its training are not here.</source>
        <translation>モデル「workshop-rl」とその訓練の記録が、ここにありません。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ステップ</translation>
    </message>
</context>
<context>
    <name>ui::RewardsView</name>
    <message>
        <source>Quantity shown</source>
        <translation>表示する量</translation>
    </message>
    <message>
        <source>step of training</source>
        <translation>訓練のステップ</translation>
    </message>
    <message>
        <source>mean of nearby steps</source>
        <translation>近くのステップの平均</translation>
    </message>
</context>
<context>
    <name>ui::RoutingModel</name>
    <message>
        <source>%1 dense</source>
        <translation>%1 密</translation>
    </message>
    <message>
        <source>%1 has no router: a dense layer</source>
        <translation>%1 にはルーターがありません: 密な層</translation>
    </message>
    <message>
        <source>%1: not captured</source>
        <translation>%1: 記録なし</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべて密な層です。</translation>
    </message>
    <message>
        <source>Ask something: every token shows its experts here as it appears.</source>
        <translation>質問すると、トークンが現れるたびにそのエキスパートがここに表示されます。</translation>
    </message>
    <message>
        <source>Router scores were not captured for %1.</source>
        <translation>%1 のルーターのスコアは記録されていません。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>No routing was captured for %1.</source>
        <translation>%1 のルーティングは記録されていません。</translation>
    </message>
    <message>
        <source>token %1</source>
        <translation>トークン %1</translation>
    </message>
    <message>
        <source>gate weight</source>
        <translation>ゲート重み</translation>
    </message>
    <message>
        <source>mean gate weight</source>
        <translation>平均ゲート重み</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>選択済み</translation>
    </message>
    <message>
        <source>share of tokens</source>
        <translation>トークンの割合</translation>
    </message>
    <message>
        <source>router score</source>
        <translation>ルーターのスコア</translation>
    </message>
    <message>
        <source>mean router score</source>
        <translation>ルーターの平均スコア</translation>
    </message>
    <message>
        <source>Routing map</source>
        <translation>ルーティング図</translation>
    </message>
    <message>
        <source> An even share would be %1.</source>
        <translation> 均等なら %1 です。</translation>
    </message>
    <message>
        <source>For %1, layer %2 is strongest at expert %3: %4.</source>
        <translation>%1 では、層 %2 はエキスパート %3 が最も強く %4 です。</translation>
    </message>
    <message>
        <source>Each row is a layer, each column one of its routed experts. Before a token enters a layer&apos;s experts, a small router scores all of them and the token is sent to the best few; the brighter the cell, the more that expert&apos;s answer counted. The shared expert, apart on the right, always runs with weight 1. Dense layers have no router and stay empty. All numbers were captured where the router computed them.</source>
        <translation>行は層、列はその層のルーティング対象エキスパートです。トークンが層のエキスパートに入る前に、小さなルーターが全員を採点し、上位の数人にだけ送ります。セルが明るいほど、そのエキスパートの答えが重く用いられました。右に離れた共有エキスパートは、常に重み 1 で働きます。密な層にはルーターがなく、空のままです。数値はすべて、ルーターが計算したその場で記録されたものです。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Gate weight</source>
        <translation>ゲート重み</translation>
    </message>
    <message>
        <source>Router score</source>
        <translation>ルーターのスコア</translation>
    </message>
    <message>
        <source>Correction bias</source>
        <translation>補正バイアス</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>順位</translation>
    </message>
    <message>
        <source>Mean gate weight</source>
        <translation>平均ゲート重み</translation>
    </message>
    <message>
        <source>Times chosen</source>
        <translation>選択回数</translation>
    </message>
    <message>
        <source>Share of tokens</source>
        <translation>トークンの割合</translation>
    </message>
    <message>
        <source>Mean router score</source>
        <translation>ルーターの平均スコア</translation>
    </message>
    <message>
        <source>%1 layers × %2 experts, top-%3 · %4</source>
        <translation>%1 層 × %2 エキスパート、上位 %3 · %4</translation>
    </message>
    <message>
        <source>, %1 layers × %2 experts, top-%3 · %4</source>
        <translation>、%1 層 × %2 エキスパート、上位 %3 · %4</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 ビット</translation>
    </message>
    <message>
        <source>%1; never chosen</source>
        <translation>%1。一度も選ばれていません</translation>
    </message>
    <message>
        <source>evenness</source>
        <translation>均等さ</translation>
    </message>
    <message>
        <source>max / mean</source>
        <translation>最大 / 平均</translation>
    </message>
    <message>
        <source>%1 (by chance %2)</source>
        <translation>%1 (偶然なら %2)</translation>
    </message>
    <message>
        <source>%1: entropy of the token&apos;s router scores %2 of at most %3 bits</source>
        <translation>%1: このトークンのルーターのスコアのエントロピー %2 ビット (最大 %3)</translation>
    </message>
    <message>
        <source>%1: the busiest expert has %2 times the mean load; entropy of the load %3 of at most %4 bits</source>
        <translation>%1: 最も忙しいエキスパートの負荷は平均の %2 倍、負荷のエントロピー %3 ビット (最大 %4)</translation>
    </message>
    <message>
        <source>This model has no routers.</source>
        <translation>このモデルにはルーターがありません。</translation>
    </message>
    <message>
        <source>Experts are %1 to %2, layers with a router %3 to %4: write %5.</source>
        <translation>エキスパートは %1 から %2、ルーターのある層は %3 から %4 です。%5 のように入力します。</translation>
    </message>
    <message>
        <source>There are no such tokens: %1.</source>
        <translation>該当するトークンがありません: %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt tokens</source>
        <translation>
            <numerusform>プロンプトの %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thinking tokens</source>
        <translation>
            <numerusform>思考の %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer tokens</source>
        <translation>
            <numerusform>回答の %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 up to token %2, fading by half every %3</source>
        <translation>トークン %2 までの%1 (%3 トークンごとに半減)</translation>
    </message>
    <message>
        <source>the %1 of this reply</source>
        <translation>この返答の%1</translation>
    </message>
    <message>
        <source>the %1 of this conversation</source>
        <translation>この会話の%1</translation>
    </message>
    <message>
        <source>part of the scores&apos; entropy</source>
        <translation>スコアのエントロピーへの寄与</translation>
    </message>
    <message>
        <source>share less the even share</source>
        <translation>割合と均等な割合の差</translation>
    </message>
    <message>
        <source>%1 of %2 experts of %3 were never chosen in %4; by chance %5 would be.</source>
        <translation>%4 で、%3 の %2 エキスパート中 %1 が一度も選ばれませんでした。偶然なら %5 です。</translation>
    </message>
    <message>
        <source>The rest of the conversation is still being added up.</source>
        <translation>会話の残りはまだ集計中です。</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens have no captured routing and are not counted.</source>
        <translation>
            <numerusform>ルーティングの記録がない %n トークンは数えていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Router scores are there for %1 of these tokens only.</source>
        <translation>ルーターのスコアがあるのは、このうち %1 のトークンだけです。</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens of another model are left out.</source>
        <translation>
            <numerusform>別のモデルの %n トークンは含みません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens were made under an experiment.</source>
        <translation>
            <numerusform>%n トークンは実験中に作られました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Whole reply is what was generated, and its prompt when prompt is chosen. In the fading window a token counts half as much as the one %1 tokens after it, and nothing after %2. Entropy: p is an expert&apos;s mean router score divided by the sum over its layer; a cell is −p log₂ p bits, and a row adds up to the layer&apos;s entropy. Difference: share of the tokens less the even share K/E. A dash marks an expert that no token was sent to; by chance, E (1 − K/E)ⁿ of E experts would stay without one of n tokens.</source>
        <translation>「返答全体」は生成されたトークンで、「プロンプト」を選ぶとその返答のプロンプトです。減衰する窓では、トークンの重みは %1 トークン後のものの半分になり、%2 トークンを過ぎると 0 です。エントロピー: p はエキスパートの平均スコアを層の合計で割った値、セルは −p log₂ p ビットで、行の合計が層のエントロピーです。差: トークンの割合から均等な割合 K/E を引いた値です。横線は、トークンが一度も送られなかったエキスパートの印です。偶然なら、n トークンで E エキスパート中 E (1 − K/E)ⁿ がそうなります。</translation>
    </message>
    <message>
        <source>The bars on the right tell how evenly a layer is used: the load of its busiest expert divided by the mean load, 1 where all are chosen equally often. Few tokens cannot be even: the line is what choices by pure chance would give, and so is the number beside every entropy. For a single token, which always goes to K experts, the bars are the entropy of its router scores divided by log₂ E.</source>
        <translation>右の棒は層がどれだけ均等に使われたかを示します。最も忙しいエキスパートの負荷を平均で割った値で、全員が同じだけ選ばれれば 1 です。トークンが少ないと均等にはなりません。縦線と、エントロピーに添えた数値は、まったくの偶然で選んだ場合の値です。1 トークンは必ず K エキスパートに送られるので、その棒はルーターのスコアのエントロピーを log₂ E で割った値です。</translation>
    </message>
    <message>
        <source>Evenness of the scores</source>
        <translation>スコアの均等さ</translation>
    </message>
    <message>
        <source>Difference from even share</source>
        <translation>均等な割合との差</translation>
    </message>
    <message>
        <source>Entropy, bits</source>
        <translation>エントロピー (ビット)</translation>
    </message>
    <message>
        <source>Evenness of the layer</source>
        <translation>層の均等さ</translation>
    </message>
    <message>
        <source>Evenness by chance</source>
        <translation>偶然の均等さ</translation>
    </message>
    <message>
        <source>Busiest / mean of the layer</source>
        <translation>層の最大 / 平均</translation>
    </message>
    <message>
        <source>Busiest / mean by chance</source>
        <translation>偶然の最大 / 平均</translation>
    </message>
</context>
<context>
    <name>ui::RoutingView</name>
    <message>
        <source>Gate weight</source>
        <translation>ゲート重み</translation>
    </message>
    <message>
        <source>How often chosen</source>
        <translation>選ばれた頻度</translation>
    </message>
    <message>
        <source>Router score</source>
        <translation>ルーターのスコア</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>routed experts</source>
        <translation>ルーティング対象エキスパート</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>The shared expert runs for every token, with weight 1.</source>
        <translation>共有エキスパートはすべてのトークンで、重み 1 で働きます。</translation>
    </message>
    <message>
        <source>Click a cell: all views mark that expert.</source>
        <translation>セルをクリックすると、すべてのビューでそのエキスパートに印が付きます。</translation>
    </message>
    <message>
        <source>Show ▾</source>
        <translation>表示 ▾</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>エントロピー</translation>
    </message>
    <message>
        <source>Difference from an even share</source>
        <translation>均等な割合との差</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search an expert</source>
        <translation>エキスパートを検索</translation>
    </message>
    <message>
        <source>Search an expert, like E11 or L3 E11 (/)</source>
        <translation>エキスパートを検索 (例: E11、L3 E11) (/)</translation>
    </message>
    <message>
        <source>group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Show all experts</source>
        <translation>すべてのエキスパートを表示</translation>
    </message>
    <message>
        <source>– never chosen</source>
        <translation>– 選択なし</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 ビット</translation>
    </message>
    <message>
        <source>Which quantity is shown</source>
        <translation>表示する量</translation>
    </message>
</context>
<context>
    <name>ui::SafeTextView</name>
    <message>
        <source>Open this address in the browser?

Host: %1

%2</source>
        <translation>このアドレスをブラウザーで開きますか?

ホスト: %1

%2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>リンクを開く</translation>
    </message>
</context>
<context>
    <name>ui::SamplingPanel</name>
    <message>
        <source>System prompt</source>
        <translation>システムプロンプト</translation>
    </message>
    <message>
        <source>Instructions that stand before the conversation</source>
        <translation>会話の前に置かれる指示</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0 always takes the likeliest token</source>
        <translation>0 では常に最も確率の高いトークンを選びます</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only the k likeliest tokens; 0 is off</source>
        <translation>確率の高い k 個のトークンだけ。0 はオフ</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>The likeliest tokens that together have this probability; 1 is off</source>
        <translation>合計がこの確率になるまでの上位トークン。1 はオフ</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Only tokens with this share of the likeliest one&apos;s probability; 0 is off</source>
        <translation>最大確率に対してこの割合以上のトークンだけ。0 はオフ</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>繰り返し</translation>
    </message>
    <message>
        <source>Penalty for tokens among the last 64; 1 is off</source>
        <translation>直近 64 トークンにあるものへの罰則。1 はオフ</translation>
    </message>
    <message>
        <source>Max tokens</source>
        <translation>最大トークン数</translation>
    </message>
    <message>
        <source>Length of a reply; 0 goes on until the context is full</source>
        <translation>返答の長さ。0 はコンテキストが満杯になるまで</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>The same seed, settings and model give the same reply</source>
        <translation>同じシード、設定、モデルなら同じ返答になります</translation>
    </message>
    <message>
        <source>New seed each time</source>
        <translation>毎回新しいシード</translation>
    </message>
    <message>
        <source>Let the model think first</source>
        <translation>先にモデルに考えさせる</translation>
    </message>
</context>
<context>
    <name>ui::SessionList</name>
    <message>
        <source>Found</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>以前</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>見本</translation>
    </message>
    <message>
        <source>%1, with changed replies</source>
        <translation>%1、変更した答えあり</translation>
    </message>
    <message>
        <source>Some replies were made under an experiment</source>
        <translation>実験のもとで作られた答えがあります</translation>
    </message>
</context>
<context>
    <name>ui::Sidebar</name>
    <message>
        <source>New chat</source>
        <translation>新しいチャット</translation>
    </message>
    <message>
        <source>Start another conversation (%1)</source>
        <translation>別の会話を始める (%1)</translation>
    </message>
    <message>
        <source>Search chats…</source>
        <translation>チャットを検索…</translation>
    </message>
    <message>
        <source>Search the content of all chats</source>
        <translation>すべてのチャットの内容を検索</translation>
    </message>
    <message>
        <source>Saved chats</source>
        <translation>保存されたチャット</translation>
    </message>
    <message>
        <source>Sampling and system prompt</source>
        <translation>サンプリングとシステムプロンプト</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>チャットの名前を変更</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Delete chat</source>
        <translation>チャットを削除</translation>
    </message>
    <message>
        <source>Delete “%1” with everything recorded about it?</source>
        <translation>「%1」を、記録されたものすべてとともに削除しますか?</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>元に戻すことはできません。</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>サンプリング</translation>
    </message>
</context>
<context>
    <name>ui::StatusLine</name>
    <message>
        <source>Activity</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>トレース</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>サンプリング</translation>
    </message>
    <message>
        <source>Cost of the last frame</source>
        <translation>直近のフレームのコスト</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>local only · nothing leaves this computer</source>
        <translation>ローカルのみ · 何も外へ出ません</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>reading the prompt</source>
        <translation>プロンプトを読み込み中</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message numerus="yes">
        <source>trace: %n tokens</source>
        <translation>
            <numerusform>トレース: %n トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>trace: empty</source>
        <translation>トレース: 空</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>貪欲</translation>
    </message>
    <message>
        <source>seed %1 · temperature %2 · top-p %3</source>
        <translation>シード %1 · 温度 %2 · top-p %3</translation>
    </message>
    <message>
        <source>frame %1 ms</source>
        <translation>フレーム %1 ms</translation>
    </message>
    <message numerus="yes">
        <source>%n events dropped</source>
        <translation>
            <numerusform>失われたイベント %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>not saved yet, trying again</source>
        <translation>まだ保存できていません。再試行します</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>保存されていません</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>experiment: %1 · </source>
        <translation>実験：%1 · </translation>
    </message>
</context>
<context>
    <name>ui::TableModel</name>
    <message>
        <source>not captured</source>
        <translation>記録なし</translation>
    </message>
</context>
<context>
    <name>ui::TimingModel</name>
    <message>
        <source>attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>router</source>
        <translation>ルーター</translation>
    </message>
    <message>
        <source>experts</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>head</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>sampling</source>
        <translation>サンプリング</translation>
    </message>
    <message>
        <source>Ask something: every token is timed stage by stage.</source>
        <translation>質問すると、各トークンの時間が段階ごとに測られます。</translation>
    </message>
    <message>
        <source>No stage times were captured for this reply.</source>
        <translation>この返答の段階ごとの時間は記録されていません。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>Stage times were not captured for token %1.</source>
        <translation>トークン %1 の段階ごとの時間は記録されていません。</translation>
    </message>
    <message numerus="yes">
        <source>mean of the %n tokens of this reply, %1 ms</source>
        <translation>
            <numerusform>この返答の %n トークンの平均、%1 ms</numerusform>
        </translation>
    </message>
    <message>
        <source>token %1 </source>
        <translation>トークン %1 </translation>
    </message>
    <message>
        <source>, %1 ms, its share of a prompt chunk</source>
        <translation>、%1 ms、プロンプトの塊のうちの分</translation>
    </message>
    <message>
        <source>, %1 ms</source>
        <translation>、%1 ms</translation>
    </message>
    <message>
        <source>%1 ms per token: %2.</source>
        <translation>1 トークンあたり %1 ms: %2。</translation>
    </message>
    <message>
        <source>Wall time of the stages of one token, measured while it was computed: attention with the latent cache, the routers, all experts and dense layers, the output head over the vocabulary, and sampling. A prompt token carries its share of the chunk it was computed in. On a GPU the first four tokens of a reply are measured and then one in sixteen: the marks between its stages cost time.</source>
        <translation>1 トークンの各段階の実時間を、計算中に測ったものです: 潜在キャッシュによる注意、ルーター、すべてのエキスパートと密な層、語彙への出力、サンプリング。プロンプトのトークンは、計算された塊のうち自分の分を担います。GPU では返答の最初の 4 トークンと、その後は 16 トークンに 1 つだけ測ります。段階の間の印にも時間がかかるためです。</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>Milliseconds</source>
        <translation>ミリ秒</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
</context>
<context>
    <name>ui::TimingView</name>
    <message>
        <source>%1 %2 ms, %3</source>
        <translation>%1 %2 ms、%3</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Show the selected token</source>
        <translation>選択したトークンを表示</translation>
    </message>
    <message>
        <source>Show the mean of the reply</source>
        <translation>返答の平均を表示</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
</context>
<context>
    <name>ui::TokenStripModel</name>
    <message>
        <source>token %1 %2</source>
        <translation>トークン %1 %2</translation>
    </message>
    <message>
        <source>token %1</source>
        <translation>トークン %1</translation>
    </message>
    <message>
        <source>%1: not captured</source>
        <translation>%1: 記録なし</translation>
    </message>
    <message>
        <source>%1, %2: strongest expert %3, gate weight %4</source>
        <translation>%1、%2: 最も強いエキスパート %3、ゲート重み %4</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべて密な層です。</translation>
    </message>
    <message>
        <source>Ask something: every token becomes one column here.</source>
        <translation>質問すると、各トークンがここで 1 列になります。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>strongest expert of every token and layer</source>
        <translation>各トークンと層で最も強いエキスパート</translation>
    </message>
    <message numerus="yes">
        <source>, %n tokens</source>
        <translation>
            <numerusform>、%n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens; none is selected.</source>
        <translation>
            <numerusform>%n トークン。選択はありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 tokens is selected: %3.</source>
        <translation>%2 トークン中 %1 番目を選択: %3。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>%1, %2: latent norm %3, computed in %4 ms</source>
        <translation>%1、%2: 潜在ノルム %3、計算 %4 ms</translation>
    </message>
    <message>
        <source>%1, %2 ms after the token before</source>
        <translation>%1、直前のトークンから %2 ms</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>One column per token of the context, one row per layer with a router. The colour stands for the expert whose answer weighed most (experts whose numbers differ by 8 share a colour), so stretches of text that use the same experts look alike. Drag along the columns to read token by token; the bar above shows the whole context and which part of it is in sight.</source>
        <translation>列はコンテキストの各トークン、行はルーターのある各層です。色は答えが最も重かったエキスパートを表します (番号が 8 違うエキスパートは同じ色)。同じエキスパートを使う部分は似た色合いになります。列に沿ってドラッグすると、トークンを順に読めます。上の帯はコンテキスト全体と、見えている部分を示します。</translation>
    </message>
    <message>
        <source>Under it, on the same columns: the L2 norm of the latent that the token left in the cache, as a mean over the layers, and the milliseconds its stages took together. A token of the prompt has its share of the chunk it was read in. Bars are as high as their share of the largest in sight; none: not captured.</source>
        <translation>その下は同じ列で、トークンが潜在キャッシュに残した潜在ベクトルの L2 ノルム (層の平均) と、各段階の合計時間 (ミリ秒) です。プロンプトのトークンは、一緒に読まれたまとまりの時間を等分したものです。棒の高さは、見えている最大値に対する割合です。棒がないものは記録がありません。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Latent norm</source>
        <translation>潜在ノルム</translation>
    </message>
    <message>
        <source>Cache up to here, bytes</source>
        <translation>ここまでのキャッシュ (バイト)</translation>
    </message>
    <message>
        <source>Computed in, ms</source>
        <translation>計算時間 (ms)</translation>
    </message>
    <message>
        <source>Since the token before, ms</source>
        <translation>直前のトークンから (ms)</translation>
    </message>
    <message>
        <source>GPU, %</source>
        <translation>GPU (%)</translation>
    </message>
    <message>
        <source>CPU, % of all cores</source>
        <translation>CPU (全コア中の %)</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1、%2: %3</translation>
    </message>
    <message>
        <source>The last lane is how busy the model&apos;s device was, the processor with all its cores and programs or the GPU: percent, full height is 100. The machine is sampled twice a second while a reply runs; a token has the sample nearest to it, at most half a second away, and a sample speaks of the time since the one before. No bar: no such sample.</source>
        <translation>最後の帯は、モデルが使った装置の使用率です。プロセッサー (全コア、全プログラム) または GPU で、単位は %、高さいっぱいが 100 です。返答の生成中、マシンの値は 1 秒に 2 回取ります。トークンには最も近い値 (0.5 秒以内) を使い、値は直前の値からの時間を表します。棒がないものは、そのような値がありません。</translation>
    </message>
    <message>
        <source>How busy the machine was is not shown: it was not sampled in this conversation.</source>
        <translation>マシンの使用率は表示していません。この会話では値を取っていません。</translation>
    </message>
    <message>
        <source>How busy the machine was is not shown: the number of this reply is not the time at which it was asked for, so its tokens and the samples have no time in common.</source>
        <translation>マシンの使用率は表示していません。この返答の番号は質問した時刻ではないので、トークンとマシンの値を同じ時間軸に置けません。</translation>
    </message>
    <message>
        <source>How busy the machine was is not shown: no sample that tells it was taken within half a second of a token.</source>
        <translation>マシンの使用率は表示していません。トークンから 0.5 秒以内に取った値がありません。</translation>
    </message>
</context>
<context>
    <name>ui::TokenStripView</name>
    <message>
        <source>Click a column: all views show that token.</source>
        <translation>列をクリックすると、すべてのビューでそのトークンが表示されます。</translation>
    </message>
    <message>
        <source>The whole context</source>
        <translation>コンテキスト全体</translation>
    </message>
    <message>
        <source>The whole context; the frame is what is in sight. Drag it to look elsewhere.</source>
        <translation>コンテキスト全体。枠は見えている部分です。ドラッグすると別の場所を見られます。</translation>
    </message>
    <message>
        <source>Wider columns</source>
        <translation>列を広く</translation>
    </message>
    <message>
        <source>Narrower columns</source>
        <translation>列を狭く</translation>
    </message>
    <message>
        <source>Usual columns</source>
        <translation>通常の列幅</translation>
    </message>
    <message>
        <source>latent norm, mean of the layers · up to %1</source>
        <translation>潜在ノルム (層の平均) · 最大 %1</translation>
    </message>
    <message>
        <source>time of the token&apos;s stages, ms · up to %1</source>
        <translation>トークンの段階の合計時間 (ms) · 最大 %1</translation>
    </message>
    <message>
        <source>%1 · up to 100</source>
        <translation>%1 · 最大 100</translation>
    </message>
</context>
<context>
    <name>ui::TokenView</name>
    <message>
        <source>%1 · %2: score %3</source>
        <translation>%1 · %2: スコア %3</translation>
    </message>
    <message>
        <source>, with bias %1</source>
        <translation>、バイアス込み %1</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1、選択済み</translation>
    </message>
</context>
<context>
    <name>ui::TopBar</name>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 total</source>
        <translation>全 %1</translation>
    </message>
    <message>
        <source>%1 active</source>
        <translation>有効 %1</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>モデルを読み込み中</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>All commands (F10)</source>
        <translation>すべてのコマンド (F10)</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Pace: tokens per second</source>
        <translation>速度: 毎秒トークン数</translation>
    </message>
    <message>
        <source>full</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>How full the context is</source>
        <translation>コンテキストの使用量</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>別のモデルを開く…</translation>
    </message>
    <message>
        <source>Loading… %1 of %2</source>
        <translation>読み込み中… %2 中 %1</translation>
    </message>
    <message>
        <source>context %1/%2</source>
        <translation>コンテキスト %1/%2</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>コンテキスト %1</translation>
    </message>
    <message>
        <source>%1 of %2 positions of the latent cache are in use</source>
        <translation>潜在キャッシュの %2 位置のうち %1 を使用中</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Do not load this model; the one before stays (Esc)</source>
        <translation>このモデルを読み込まず、前のモデルを使い続けます (Esc)</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
</context>
<context>
    <name>ui::View</name>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>数値を表で見る</translation>
    </message>
    <message>
        <source>What am I seeing?</source>
        <translation>これは何ですか?</translation>
    </message>
    <message>
        <source>Table or plot</source>
        <translation>表とグラフの切り替え</translation>
    </message>
    <message>
        <source>Copy table as CSV</source>
        <translation>表を CSV としてコピー</translation>
    </message>
    <message>
        <source>Save table as CSV…</source>
        <translation>表を CSV として保存…</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Table copied.</source>
        <translation>表をコピーしました。</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>表を保存</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 を保存しました。</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2.</source>
        <translation>%1 を保存できませんでした: %2。</translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation>図をコピー</translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation>図を保存…</translation>
    </message>
    <message>
        <source>Figure copied.</source>
        <translation>図をコピーしました。</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>図を保存</translation>
    </message>
    <message>
        <source>Picture (*.png);;Vector graphics (*.svg);;Document (*.pdf)</source>
        <translation>画像 (*.png);;ベクター画像 (*.svg);;文書 (*.pdf)</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>What is shown was made under an experiment: %1</source>
        <translation>表示中のものは実験のもとで作られました：%1</translation>
    </message>
    <message>
        <source>Still being computed: the numbers so far</source>
        <translation>計算中：ここまでの数値</translation>
    </message>
</context>
<context>
    <name>ui::Provenance</name>
    <message>
        <source>Model %1 (%2), hash %3, weights %4, computed by %5 (%6)</source>
        <translation>モデル %1（%2）、ハッシュ %3、重み %4、計算 %5（%6）</translation>
    </message>
    <message>
        <source>Reply %1: temperature %2, top-k %3, top-p %4, min-p %5, repetition penalty %6, seed %7</source>
        <translation>返答 %1：温度 %2、top-k %3、top-p %4、min-p %5、繰り返しペナルティ %6、シード %7</translation>
    </message>
    <message>
        <source>Captured: %1 of %2 tokens, router scores of %3; events dropped in this conversation: %4</source>
        <translation>記録：%2 トークン中 %1、ルーターのスコアは %3 トークン分。この会話で失われたイベント：%4</translation>
    </message>
    <message>
        <source>Expertscope %1</source>
        <translation>Expertscope %1</translation>
    </message>
    <message>
        <source>The router was changed: %1</source>
        <translation>ルーターへの変更：%1</translation>
    </message>
</context>
<context>
    <name>ui::Bottleneck</name>
    <message>
        <source>The stage “%1” takes most of a token&apos;s computing: %2.</source>
        <translation>トークンの計算時間の大半は「%1」の段階が占めています: %2。</translation>
    </message>
    <message>
        <source>No stage takes half of a token&apos;s computing; the largest is “%1”: %2.</source>
        <translation>トークンの計算時間の半分を占める段階はありません。最大は「%1」で %2 です。</translation>
    </message>
    <message>
        <source>Reading the prompt takes most of the computing of this reply: %1.</source>
        <translation>この返答の計算の大半はプロンプトの読み込みです: %1。</translation>
    </message>
    <message>
        <source>Reading the prompt takes most of the computing of this reply: %1. Arithmetic limits it: its tokens share the weights, which need %2 of the memory&apos;s bandwidth at most.</source>
        <translation>この返答の計算の大半はプロンプトの読み込みです: %1。制約は演算です。トークンは重みを共有して読み、必要なメモリー帯域は多くても %2 です。</translation>
    </message>
    <message>
        <source>Too little was captured to say what limits the speed: %1 decoded tokens were timed, %2 are needed.</source>
        <translation>記録が少なすぎて、速度を決めているものは分かりません。時間を測った生成トークンは %1 個で、%2 個必要です。</translation>
    </message>
    <message>
        <source>The model waits: %1 of the time between two tokens nothing is computed (a pace limit, or a pause).</source>
        <translation>モデルは待っています。トークンとトークンの間の時間の %1 は何も計算していません (速度の制限か一時停止)。</translation>
    </message>
    <message>
        <source>The GPU waits for the processor: it works only %1 of the time.</source>
        <translation>GPU がプロセッサーを待っています。GPU が動いているのは時間の %1 だけです。</translation>
    </message>
    <message>
        <source>Reading weights limits the speed: the GPU&apos;s memory is busy %1 of the time.</source>
        <translation>重みの読み出しが速度を決めています。GPU のメモリーは時間の %1 を使っています。</translation>
    </message>
    <message>
        <source>Reading weights limits the speed: at %1 of the bandwidth of the GPU&apos;s memory.</source>
        <translation>重みの読み出しが速度を決めています。GPU のメモリー帯域の %1 です。</translation>
    </message>
    <message>
        <source>Reading weights limits the speed: at %1 of this machine&apos;s memory bandwidth.</source>
        <translation>重みの読み出しが速度を決めています。このマシンのメモリー帯域の %1 です。</translation>
    </message>
    <message>
        <source>%1 ms of computing per token (mean of %2)</source>
        <translation>トークンあたりの計算 %1 ms (%2 個の平均)</translation>
    </message>
    <message>
        <source>%1 ms from one token to the next</source>
        <translation>トークンから次のトークンまで %1 ms</translation>
    </message>
    <message>
        <source>largest stage: %1, %2 ms</source>
        <translation>最大の段階: %1、%2 ms</translation>
    </message>
    <message>
        <source>%1 GFLOP/s of arithmetic</source>
        <translation>演算 %1 GFLOP/s</translation>
    </message>
    <message>
        <source>%1 GB/s of weights and cache read</source>
        <translation>重みとキャッシュの読み出し %1 GB/s</translation>
    </message>
    <message>
        <source>, %1 of the %2 GB/s measured</source>
        <translation>、測定値 %2 GB/s の %1</translation>
    </message>
    <message>
        <source>: they stay in caches</source>
        <translation>。キャッシュに収まっています</translation>
    </message>
    <message>
        <source>; so few may stay in caches</source>
        <translation>。この量ならキャッシュに収まっているかもしれません</translation>
    </message>
    <message>
        <source>; the bandwidth of the GPU&apos;s memory was not measured</source>
        <translation>。GPU のメモリー帯域は測定していません</translation>
    </message>
    <message>
        <source>; this machine&apos;s bandwidth was not measured</source>
        <translation>。このマシンの帯域は測定していません</translation>
    </message>
    <message>
        <source>%1 prompt tokens in %2 ms</source>
        <translation>プロンプト %1 トークンを %2 ms で読み込み</translation>
    </message>
    <message>
        <source>prompt: %1 GFLOP/s of arithmetic, at most %2 GB/s of weights read</source>
        <translation>プロンプト: 演算 %1 GFLOP/s、重みの読み出しは多くても %2 GB/s</translation>
    </message>
    <message>
        <source>this program used %1 of all cores</source>
        <translation>このプログラムは全コアの %1 を使用</translation>
    </message>
    <message>
        <source>the GPU worked %1 of the time</source>
        <translation>GPU は時間の %1 で動作</translation>
    </message>
    <message>
        <source>the GPU&apos;s memory was busy %1 of the time</source>
        <translation>GPU のメモリーは時間の %1 で使用中</translation>
    </message>
</context>
<context>
    <name>ui::CacheAnatomyModel</name>
    <message>
        <source>latent: %1 numbers (kv_lora_rank)</source>
        <translation>潜在ベクトル: %1 個の数 (kv_lora_rank)</translation>
    </message>
    <message>
        <source>rotary key: %1 numbers (qk_rope_head_dim)</source>
        <translation>回転キー: %1 個の数 (qk_rope_head_dim)</translation>
    </message>
    <message>
        <source>One entry, what a token leaves in one layer: %1 numbers × %2 bytes = %3 bytes</source>
        <translation>1 エントリー (1 トークンが 1 層に残すもの): %1 個の数 × %2 バイト = %3 バイト</translation>
    </message>
    <message>
        <source>MLA</source>
        <translation>MLA</translation>
    </message>
    <message>
        <source>MQA</source>
        <translation>MQA</translation>
    </message>
    <message>
        <source>GQA-%1</source>
        <translation>GQA-%1</translation>
    </message>
    <message>
        <source>MHA</source>
        <translation>MHA</translation>
    </message>
    <message>
        <source>MLA: %1 layers × (%2 + %3) × %4 bytes = %5</source>
        <translation>MLA: %1 層 × (%2 + %3) × %4 バイト = %5</translation>
    </message>
    <message>
        <source>%1: %2 layers × %3 × (%4 + %5 + %6) × %7 bytes = %8</source>
        <translation>%1: %2 層 × %3 × (%4 + %5 + %6) × %7 バイト = %8</translation>
    </message>
    <message>
        <source>Reuse: no reply is shown.</source>
        <translation>再利用: 返答が表示されていません。</translation>
    </message>
    <message>
        <source>Reuse: none. This reply read its whole prompt.</source>
        <translation>再利用: なし。この返答はプロンプト全体を読み込みました。</translation>
    </message>
    <message numerus="yes">
        <source>Reuse: %n tokens were in the cache already (%1) and not computed again</source>
        <translation>
            <numerusform>再利用: %n トークンはすでにキャッシュにあり (%1)、計算し直していません</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; at the speed at which this reply read the rest of its prompt that saved about %2 ms (an estimate).</source>
        <translation>%1。この返答が残りのプロンプトを読んだ速度で換算すると約 %2 ms の節約です (推定)。</translation>
    </message>
    <message>
        <source>%1; how fast this reply read its prompt is not known.</source>
        <translation>%1。この返答がプロンプトを読んだ速度は分かりません。</translation>
    </message>
    <message numerus="yes">
        <source>Room: %n positions are left (%1)</source>
        <translation>
            <numerusform>空き: 残り %n 位置 (%1)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; no reply has been finished yet.</source>
        <translation>%1。まだ終わった返答がありません。</translation>
    </message>
    <message>
        <source>%1: about %2 more replies of %3 tokens, the mean so far, without their questions.</source>
        <translation>%1。これまでの平均 %3 トークンの返答であと約 %2 回分です (質問は含みません)。</translation>
    </message>
    <message>
        <source>1000 more tokens take %1 as latents; keys and values of all heads would take %2.</source>
        <translation>あと 1000 トークンは潜在ベクトルなら %1 です。全ヘッドのキーと値なら %2 になります。</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>個</translation>
    </message>
    <message>
        <source>bytes per token</source>
        <translation>バイト/トークン</translation>
    </message>
    <message>
        <source>bytes in all</source>
        <translation>バイト (合計)</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 トークン</translation>
    </message>
    <message>
        <source>bytes for 1000 more tokens</source>
        <translation>バイト (あと 1000 トークン)</translation>
    </message>
    <message>
        <source>reused</source>
        <translation>再利用</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>バイト</translation>
    </message>
    <message>
        <source>saved, an estimate</source>
        <translation>節約 (推定)</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>room left</source>
        <translation>空き</translation>
    </message>
    <message>
        <source>mean reply</source>
        <translation>返答の平均</translation>
    </message>
    <message>
        <source>Anatomy of the cache</source>
        <translation>キャッシュの構造</translation>
    </message>
    <message>
        <source>%1 bytes per token, %2 keeps %3 times as much</source>
        <translation>1 トークンあたり %1 バイト、%2 は %3 倍</translation>
    </message>
    <message>
        <source>An entry of the latent cache is one normalised latent, from which keys and values of all heads are computed, and one rotary key that all heads share; the bar is drawn to scale. Below, what other kinds of attention with the same heads would keep per token, in the same number format: layers × heads kept × (qk_nope_head_dim + qk_rope_head_dim + v_head_dim) × bytes. MHA keeps every head, MQA one for all, GQA one for each group of heads (the groups are chosen here; this model has none). Nothing is compared in quality: a model would have to be trained that way. What reuse saved is an estimate: tokens ÷ the speed at which this reply read the rest of its prompt.</source>
        <translation>潜在キャッシュの 1 エントリーは、全ヘッドのキーと値を計算する元になる正規化済みの潜在ベクトル 1 つと、全ヘッドが共有する回転キー 1 つです。棒は実際の比率で描いています。その下は、同じヘッドを持つほかの方式の注意機構が同じ数値形式で 1 トークンあたりに残す量です: 層 × 残すヘッド × (qk_nope_head_dim + qk_rope_head_dim + v_head_dim) × バイト。MHA は全ヘッド、MQA は全体で 1 つ、GQA はヘッドのグループごとに 1 つを残します (グループ数はここで選んだもので、このモデルにはありません)。品質は比べていません。比べるにはその方式で訓練したモデルが必要です。再利用による節約は推定です: トークン数 ÷ この返答が残りのプロンプトを読んだ速度。</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>The model&apos;s card does not say what its cache holds.</source>
        <translation>モデルの情報にキャッシュの内容がありません。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>How</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>%1: less than one more reply of %2 tokens, the mean so far.</source>
        <translation>%1。これまでの平均 %2 トークンの返答 1 回分に足りません。</translation>
    </message>
</context>
<context>
    <name>ui::CacheAnatomyView</name>
    <message numerus="yes">
        <source>Bytes per token, and of the %n tokens here</source>
        <translation>
            <numerusform>1 トークンあたりのバイト数と、ここにある %n トークンの合計</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 B · %2</source>
        <translation>%1 B · %2</translation>
    </message>
</context>
<context>
    <name>ui::EfficiencyModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>%1 times %2</source>
        <translation>%2 の %1 倍</translation>
    </message>
    <message>
        <source>weights used</source>
        <translation>使う重み</translation>
    </message>
    <message>
        <source>bytes read</source>
        <translation>読むバイト数</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>演算</translation>
    </message>
    <message>
        <source>cache read</source>
        <translation>キャッシュ読出</translation>
    </message>
    <message>
        <source>arithmetic on it</source>
        <translation>その演算</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>latent cache</source>
        <translation>潜在キャッシュ</translation>
    </message>
    <message>
        <source>dense networks</source>
        <translation>密なネットワーク</translation>
    </message>
    <message>
        <source>shared experts</source>
        <translation>共有エキスパート</translation>
    </message>
    <message>
        <source>routed experts</source>
        <translation>ルーティング先</translation>
    </message>
    <message>
        <source>routers</source>
        <translation>ルーター</translation>
    </message>
    <message>
        <source>head</source>
        <translation>ヘッド</translation>
    </message>
    <message>
        <source>Energy: %1 J per decoded token (GPU, %2 W on average at %3 tokens/s)</source>
        <translation>エネルギー: 生成 1 トークンあたり %1 J (GPU、平均 %2 W、%3 トークン/秒)</translation>
    </message>
    <message>
        <source>Energy per token: not measurable here. Power is read from NVIDIA GPUs only, and this model ran on the processor.</source>
        <translation>トークンあたりのエネルギー: ここでは測れません。電力を読めるのは NVIDIA の GPU だけで、このモデルはプロセッサーで動きました。</translation>
    </message>
    <message>
        <source>Energy per token: not measurable here. %1</source>
        <translation>トークンあたりのエネルギー: ここでは測れません。%1</translation>
    </message>
    <message>
        <source>Energy per token: not measured for this reply (no power sample while it was decoded).</source>
        <translation>トークンあたりのエネルギー: この返答では測っていません (生成中の電力の値がありません)。</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>効率</translation>
    </message>
    <message>
        <source>a token uses %1 of the parameters</source>
        <translation>1 トークンはパラメーターの %1 を使う</translation>
    </message>
    <message>
        <source> · experiment, top-%1</source>
        <translation> · 実験、top-%1</translation>
    </message>
    <message>
        <source>%1: %2 in a dense model</source>
        <translation>%1: 密なモデルの %2</translation>
    </message>
    <message>
        <source>%1: %2 in multi-head attention</source>
        <translation>%1: マルチヘッド注意の %2</translation>
    </message>
    <message>
        <source>A token uses %1 of %2 parameters, reads %3 and takes %4. %5. %6</source>
        <translation>1 トークンは %2 個のパラメーターのうち %1 個を使い、%3 を読み、%4 を要します。%5。%6</translation>
    </message>
    <message>
        <source>Parameters and FLOPs follow from the configuration and are exact: 2 FLOPs for each weight of a matrix that the token is multiplied with, and for the latent cache 2 × layers × heads × (2 × kv_lora_rank + qk_rope_head_dim) × positions. Norms count with the part behind them, of the embedding one row is used. Bytes: the sum of the weights is the model card&apos;s, each part its share by parameters (an estimate where parts have different number formats, and under an experiment); the cache is positions × bytes per token, exactly. Dense: every expert works on every token. MHA: keys and values of all heads are kept, 2 × layers × heads × (qk_nope + qk_rope + v) × positions FLOPs. That latent attention may compute more than MHA is its price: it reads less.</source>
        <translation>パラメーター数と FLOP 数は構成から決まる正確な値です。トークンに掛ける行列の重み 1 つにつき 2 FLOP、潜在キャッシュは 2 × 層 × ヘッド × (2 × kv_lora_rank + qk_rope_head_dim) × 位置です。正規化は後に続く部分に含め、埋め込みは 1 行だけ使います。バイト数: 重みの合計はモデルの情報にある値で、各部分はパラメーター数による配分です (部分ごとに数値形式が違うときと実験では推定)。キャッシュは位置 × トークンあたりのバイト数で、正確です。密なモデル: すべてのエキスパートがすべてのトークンに働きます。MHA: 全ヘッドのキーと値を残し、2 × 層 × ヘッド × (qk_nope + qk_rope + v) × 位置 FLOP。潜在注意の演算が MHA より多いことがあるのは、読む量が少ないことの代償です。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>パラメーター</translation>
    </message>
    <message>
        <source>Active parameters</source>
        <translation>使うパラメーター</translation>
    </message>
    <message>
        <source>Bytes per token</source>
        <translation>バイト/トークン</translation>
    </message>
    <message>
        <source>FLOPs per token</source>
        <translation>FLOP/トークン</translation>
    </message>
    <message>
        <source>all</source>
        <translation>合計</translation>
    </message>
</context>
<context>
    <name>ui::EfficiencyView</name>
    <message>
        <source>beside multi-head attention, on the same cache</source>
        <translation>同じ位置でのマルチヘッド注意との比較</translation>
    </message>
    <message>
        <source>beside a dense model: every expert works</source>
        <translation>密なモデル (全エキスパートが働く) との比較</translation>
    </message>
    <message numerus="yes">
        <source>a token: %1 (bars: bytes read), %n positions cached</source>
        <translation>
            <numerusform>1 トークン: %1 (棒: 読むバイト数)、キャッシュ %n 位置</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SpeedModel</name>
    <message>
        <source>waiting and other</source>
        <translation>待ちとその他</translation>
    </message>
    <message>
        <source>%1 tokens/s of computing</source>
        <translation>計算で %1 トークン/秒</translation>
    </message>
    <message>
        <source>%1; %2 of the %3 tokens/s that memory allows (%4 GB/s ÷ %5 per token)</source>
        <translation>%1。メモリーが許す %3 トークン/秒の %2 (%4 GB/s ÷ トークンあたり %5)</translation>
    </message>
    <message>
        <source>%1; the bandwidth of the GPU&apos;s memory was not measured</source>
        <translation>%1。GPU のメモリー帯域は測定していません</translation>
    </message>
    <message>
        <source>%1; this machine&apos;s bandwidth was not measured</source>
        <translation>%1。このマシンの帯域は測定していません</translation>
    </message>
    <message>
        <source>What observing costs was not measured for this reply.</source>
        <translation>観察のコストはこの返答では測っていません。</translation>
    </message>
    <message>
        <source>Capturing all this took %1 ms.</source>
        <translation>この記録には %1 ms かかりました。</translation>
    </message>
    <message>
        <source>Capturing all this took %1 ms: %2 ms per token, %3 of the computing of this reply.</source>
        <translation>この記録には %1 ms かかりました。トークンあたり %2 ms、この返答の計算の %3 です。</translation>
    </message>
    <message>
        <source>ms per token</source>
        <translation>ms/トークン</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>from one token to the next</source>
        <translation>次のトークンまで</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>decoded tokens timed</source>
        <translation>時間を測った生成トークン</translation>
    </message>
    <message>
        <source>prompt tokens timed</source>
        <translation>時間を測ったプロンプトのトークン</translation>
    </message>
    <message>
        <source>reading the prompt</source>
        <translation>プロンプトの読み込み</translation>
    </message>
    <message>
        <source>computing alone</source>
        <translation>計算だけ</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>トークン/秒</translation>
    </message>
    <message>
        <source>bound by memory</source>
        <translation>メモリーによる上限</translation>
    </message>
    <message>
        <source>weights and cache read</source>
        <translation>重みとキャッシュの読み出し</translation>
    </message>
    <message>
        <source>bytes per token</source>
        <translation>バイト/トークン</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>演算</translation>
    </message>
    <message>
        <source>FLOP per token</source>
        <translation>FLOP/トークン</translation>
    </message>
    <message>
        <source>memory bandwidth, measured</source>
        <translation>メモリー帯域 (測定)</translation>
    </message>
    <message>
        <source>bytes/s</source>
        <translation>バイト/秒</translation>
    </message>
    <message>
        <source>this program, of all cores</source>
        <translation>このプログラム (全コア中)</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>observing</source>
        <translation>観察</translation>
    </message>
    <message>
        <source>What limits the speed</source>
        <translation>速度を決めるもの</translation>
    </message>
    <message>
        <source>Ask something: every token is timed stage by stage.</source>
        <translation>質問すると、すべてのトークンの時間を段階ごとに測ります。</translation>
    </message>
    <message>
        <source>No stage times were captured for this reply.</source>
        <translation>この返答では段階ごとの時間が記録されていません。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>The sentence follows from what was measured for this reply, in this order: too few tokens; waiting takes more than half of the time between two tokens; the prompt took more computing than the answer; the GPU works less than half of the time; the weights, too many for caches, are read at 60 % or more of the memory&apos;s bandwidth; else the largest stage of a token. Bytes of a token are the active weights, under the experts per token of this reply, and the latent cache up to the mean position of its tokens; bandwidth is what a test that only reads reaches on this machine, in the memory where the weights lie. Dividing them gives the tokens per second that memory allows.</source>
        <translation>文はこの返答で測ったものから次の順で決まります: トークンが少なすぎる、トークン間の時間の半分以上が待ち、プロンプトの計算が答えより多い、GPU の稼働が半分未満、キャッシュに収まらない量の重みをメモリー帯域の 60 % 以上で読んでいる、そのどれでもなければトークンの最大の段階。1 トークンのバイト数は、この返答のトークンあたりのエキスパート数で使う重みと、トークンの平均位置までの潜在キャッシュです。帯域は、重みのあるメモリーで、読むだけの試験がこのマシンで達した値です。割り算するとメモリーが許す毎秒トークン数になります。</translation>
    </message>
    <message>
        <source>Utilisation is the mean of the samples taken while the reply was decoded; in a reopened session, of the machine it was recorded on.</source>
        <translation>使用率は返答の生成中に取った値の平均です。開き直したセッションでは、記録したマシンのものです。</translation>
    </message>
    <message>
        <source>% of computing</source>
        <translation>計算に対する %</translation>
    </message>
    <message>
        <source>Observing is the time in which the computing thread copied each token&apos;s routing and norms, looked up the texts of the candidates and handed it all over; that routers write their scores down is part of computing. Replies without captures, and those of older documents, do not tell it.</source>
        <translation>観察は、計算するスレッドが各トークンのルーティングとノルムを写し、候補のテキストを調べ、すべてを渡すのにかかった時間です。ルーターがスコアを書き残す時間は計算に含みます。記録のない返答と古い文書の返答では分かりません。</translation>
    </message>
</context>
<context>
    <name>ui::SpeedView</name>
    <message>
        <source>%1 %2 ms, %3</source>
        <translation>%1 %2 ms、%3</translation>
    </message>
    <message>
        <source>here</source>
        <translation>ここ</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>memory allows</source>
        <translation>メモリーの上限</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>測定</translation>
    </message>
    <message>
        <source>Measure the bandwidth of the GPU&apos;s memory</source>
        <translation>GPU のメモリー帯域を測定</translation>
    </message>
    <message>
        <source>Measure this machine&apos;s memory bandwidth</source>
        <translation>このマシンのメモリー帯域を測定</translation>
    </message>
</context>
<context>
    <name>ui::AlternativesModel</name>
    <message>
        <source>greedy: always the most probable token</source>
        <translation>貪欲法: 常に最も確率の高いトークン</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>top-k %1</source>
        <translation>top-k %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>min-p %1</source>
        <translation>min-p %1</translation>
    </message>
    <message>
        <source>repetition penalty %1</source>
        <translation>繰り返しペナルティ %1</translation>
    </message>
    <message>
        <source>No other token was captured.</source>
        <translation>他のトークンは記録されていません。</translation>
    </message>
    <message>
        <source>This one was taken.</source>
        <translation>これが選ばれたトークンです。</translation>
    </message>
    <message>
        <source>A reply is being written.</source>
        <translation>返答を生成中です。</translation>
    </message>
    <message>
        <source>This session can only be read.</source>
        <translation>このセッションは読み取り専用です。</translation>
    </message>
    <message>
        <source>This reply is not part of the conversation.</source>
        <translation>この返答は会話に含まれていません。</translation>
    </message>
    <message>
        <source>The model that made this reply is not loaded, or it is busy.</source>
        <translation>この返答を作ったモデルが読み込まれていないか、使用中です。</translation>
    </message>
    <message>
        <source>Some tokens before it were not captured.</source>
        <translation>これより前に記録されていないトークンがあります。</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>Ask something: every token of the reply shows here what else could have come.</source>
        <translation>質問すると、返答の各トークンで他に何が来えたかがここに表示されます。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>Token %1 was not captured.</source>
        <translation>トークン %1 は記録されていません。</translation>
    </message>
    <message>
        <source>A token of the prompt: nothing was chosen here.</source>
        <translation>プロンプトのトークンです。ここでは何も選ばれていません。</translation>
    </message>
    <message>
        <source>The candidates of this token were not captured.</source>
        <translation>このトークンの候補は記録されていません。</translation>
    </message>
    <message>
        <source>What else could have come</source>
        <translation>他に来えたもの</translation>
    </message>
    <message>
        <source>token %1 </source>
        <translation>トークン %1 </translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1 (it came)</source>
        <translation>%1 (来たもの)</translation>
    </message>
    <message>
        <source>The most probable tokens at this place. Grey: as the model gave them (softmax of its logits). Coloured: after temperature, penalty and filters, which is what was drawn from; 0 % was filtered out. “rest” is everything else together. Taking another token starts a new branch: the reply is made again with the same settings, seed and experiment, its first tokens are given as they were, then the one you took, and from there on the model goes on by itself. Up and down arrows choose a row, Enter takes it.</source>
        <translation>この位置で最も確率の高いトークンです。灰色はモデルが出したまま (ロジットのソフトマックス)、色つきは温度・ペナルティ・フィルターの後で、実際の抽選に使われた確率です。0 % は除外されたものです。「残り」は他のすべての合計です。別のトークンを選ぶと新しい分岐ができます。同じ設定・シード・実験で返答を作り直し、最初のトークンはそのまま、次に選んだトークンを与え、そこから先はモデルが自分で続けます。上下の矢印で行を選び、Enter で実行します。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>来た</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>came</source>
        <translation>来た</translation>
    </message>
</context>
<context>
    <name>ui::CandidatesView</name>
    <message>
        <source>probability before → after the sampler’s settings</source>
        <translation>確率: サンプリング設定の前 → 後</translation>
    </message>
    <message>
        <source>probability before → after %1</source>
        <translation>確率: 前 → %1 の後</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>Take another one — new branch</source>
        <translation>別のトークンを選ぶ — 新しい分岐</translation>
    </message>
    <message>
        <source>Take %1 instead — new branch</source>
        <translation>代わりに %1 を選ぶ — 新しい分岐</translation>
    </message>
    <message>
        <source>The reply is made again up to here, then goes on with this token (Enter)</source>
        <translation>返答をここまで作り直し、このトークンから続けます (Enter)</translation>
    </message>
    <message>
        <source>Take another one</source>
        <translation>ほかのトークンを選ぶ</translation>
    </message>
</context>
<context>
    <name>ui::EffectsModel</name>
    <message>
        <source>shared</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>Nothing came after this token: there is no effect to look at.</source>
        <translation>このトークンの後には何も来ていないため、調べる効果がありません。</translation>
    </message>
    <message>
        <source>The token after this one was not captured.</source>
        <translation>この次のトークンは記録されていません。</translation>
    </message>
    <message>
        <source>Some tokens before this one were not captured.</source>
        <translation>これより前に記録されていないトークンがあります。</translation>
    </message>
    <message>
        <source>Another question is being answered.</source>
        <translation>別の計算を実行中です。</translation>
    </message>
    <message>
        <source>The model that made this is not loaded, or a reply is being written.</source>
        <translation>これを作ったモデルが読み込まれていないか、返答を生成中です。</translation>
    </message>
    <message>
        <source>Running this token again, once whole and once without each expert…</source>
        <translation>このトークンを、そのままと、各エキスパートを除いた場合とで計算し直しています…</translation>
    </message>
    <message>
        <source>The last question failed: %1</source>
        <translation>前回の計算は失敗しました: %1</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべての層が密です。</translation>
    </message>
    <message>
        <source>Ask something: a token can then be run again without each of its experts.</source>
        <translation>質問すると、トークンを各エキスパートなしで計算し直せるようになります。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>Token %1 was not captured.</source>
        <translation>トークン %1 は記録されていません。</translation>
    </message>
    <message>
        <source>%1 is dense: it has no experts. Down arrow: the next layer.</source>
        <translation>%1 は密な層で、エキスパートがありません。下矢印で次の層へ。</translation>
    </message>
    <message>
        <source>What each expert added</source>
        <translation>各エキスパートが加えたもの</translation>
    </message>
    <message>
        <source>%1, and the effect on the token that followed, </source>
        <translation>%1、次に来たトークンへの効果 </translation>
    </message>
    <message>
        <source>Not computed yet: run this token again.</source>
        <translation>まだ計算されていません。このトークンを計算し直してください。</translation>
    </message>
    <message>
        <source>%1: norm %2, logit %3</source>
        <translation>%1: ノルム %2、ロジット %3</translation>
    </message>
    <message>
        <source>On the logit of %1, which was %2: %3.</source>
        <translation>%1 のロジット (%2) への効果: %3。</translation>
    </message>
    <message>
        <source>The model is run again on the text up to this token: once as it was, and once for each chosen expert with that expert’s answer left out of this layer. Norm: the length (L2) of gate weight × the expert’s output, as it is added to the residual stream, whose own length stands below. Effect: the logit of the token that came next, with the expert minus without it; to the right, the expert raised it. Each time all layers behind were computed anew and chose their experts anew, so effects do not add up, and an effect includes what later layers made of the difference. One token in one context says nothing about what an expert is for.</source>
        <translation>このトークンまでのテキストでモデルを計算し直します。一度はそのまま、次に選ばれたエキスパートごとに、その出力をこの層から除いて計算します。ノルムは、残差ストリームに加えられるゲートの重み × エキスパートの出力の長さ (L2) です。ストリーム自体の長さは下に示します。効果は、次に来たトークンのロジットの、エキスパートありの値からなしの値を引いたものです。右向きはエキスパートがそれを上げたことを示します。そのたびに後ろの層はすべて計算し直され、エキスパートも選び直されるため、効果は足し合わせられず、後の層がその差から作ったものも含みます。一つの文脈の一つのトークンからは、エキスパートの役割はわかりません。</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Gate weight</source>
        <translation>ゲートの重み</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>ノルム</translation>
    </message>
    <message>
        <source>Effect on the next token’s logit</source>
        <translation>次のトークンのロジットへの効果</translation>
    </message>
    <message>
        <source>residual stream</source>
        <translation>残差ストリーム</translation>
    </message>
</context>
<context>
    <name>ui::EffectsView</name>
    <message>
        <source>Run this token again</source>
        <translation>このトークンを計算し直す</translation>
    </message>
    <message>
        <source>Computes the text up to this token again, without each expert in turn</source>
        <translation>このトークンまでのテキストを、エキスパートを一つずつ除いて計算し直します</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>later layers were computed again and chose anew: effects do not add up</source>
        <translation>後の層は計算し直され選び直した: 効果は足し合わせられない</translation>
    </message>
    <message>
        <source>not captured while the reply was made: computed only when asked</source>
        <translation>返答の生成中には記録されない: 求められたときだけ計算する</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>ストリーム</translation>
    </message>
    <message>
        <source>norm of what was added</source>
        <translation>加えたもののノルム</translation>
    </message>
    <message>
        <source>effect on the logit of %1</source>
        <translation>%1 のロジットへの効果</translation>
    </message>
</context>
<context>
    <name>ui::ExpertPageModel</name>
    <message>
        <source>prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message numerus="yes">
        <source>all %n recorded tokens</source>
        <translation>
            <numerusform>記録された全 %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens of this reply</source>
        <translation>
            <numerusform>この返答の %n トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2 only)</source>
        <translation>%1 (%2のみ)</translation>
    </message>
    <message>
        <source>%1 of %2 call it: %3 (95 %: %4 to %5), its fair share is %6</source>
        <translation>%2 のうち %1 が呼び出した: %3 (95 %: %4 ~ %5)、均等な割合は %6</translation>
    </message>
    <message>
        <source>more often than its fair share</source>
        <translation>均等な割合より多い</translation>
    </message>
    <message>
        <source>less often than its fair share</source>
        <translation>均等な割合より少ない</translation>
    </message>
    <message>
        <source>not distinguishable from its fair share</source>
        <translation>均等な割合と区別できない</translation>
    </message>
    <message>
        <source>%1 — %2.</source>
        <translation>%1 — %2。</translation>
    </message>
    <message>
        <source>The tokens of one text are not independent draws: the interval is narrower than it should be.</source>
        <translation>一つのテキストのトークンは独立な標本ではないため、区間は本来より狭くなっています。</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are of replies made under an experiment.</source>
        <translation>
            <numerusform>%n トークンは実験中の返答のものです。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens without captured routing are not counted.</source>
        <translation>
            <numerusform>ルーティングが記録されていない %n トークンは数えていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>A question is being answered.</source>
        <translation>計算を実行中です。</translation>
    </message>
    <message>
        <source>The model that made this is not loaded, or a reply is being written.</source>
        <translation>これを作ったモデルが読み込まれていないか、返答を生成中です。</translation>
    </message>
    <message>
        <source>cosine of router weights: 1 is the same direction</source>
        <translation>ルーターの重みのコサイン: 1 は同じ向き</translation>
    </message>
    <message>
        <source>The last question failed: %1</source>
        <translation>前回の計算は失敗しました: %1</translation>
    </message>
    <message>
        <source>not captured: computed from the router’s weights when asked</source>
        <translation>記録されない: 求められたときにルーターの重みから計算する</translation>
    </message>
    <message>
        <source>not captured. %1</source>
        <translation>記録されていません。%1</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべての層が密です。</translation>
    </message>
    <message>
        <source>No expert is selected: click one in the routing map, or on the page of a token.</source>
        <translation>エキスパートが選択されていません。ルーティングマップかトークンのページでクリックしてください。</translation>
    </message>
    <message>
        <source>%1 is dense: it has no experts.</source>
        <translation>%1 は密な層で、エキスパートがありません。</translation>
    </message>
    <message>
        <source>This model has no such expert.</source>
        <translation>このモデルにそのエキスパートはありません。</translation>
    </message>
    <message>
        <source>Ask something: the tokens that call this expert gather here.</source>
        <translation>質問すると、このエキスパートを呼び出すトークンがここに集まります。</translation>
    </message>
    <message>
        <source>No routing was captured for the tokens chosen.</source>
        <translation>対象のトークンのルーティングは記録されていません。</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>who calls it, and how often</source>
        <translation>誰がどれだけ呼び出すか</translation>
    </message>
    <message>
        <source>Expert %1 in %2</source>
        <translation>%2 のエキスパート %1</translation>
    </message>
    <message>
        <source>called by %1 of %2</source>
        <translation>%2 のうち %1 が呼び出した</translation>
    </message>
    <message>
        <source>Most weight came from %1 (%2×).</source>
        <translation>重みが最も大きいのは %1 (%2 回) です。</translation>
    </message>
    <message>
        <source>Everything recorded about one expert, of the tokens chosen with the window’s span. Share: tokens sent to it, of all. Fair share: experts per token ÷ number of experts, what each would get if all were called equally often. The interval is Wilson’s for 95 %, as if tokens were independent draws, which those of one text are not. Tokens are ordered by mean gate weight × count. Partners: how often another expert was called for the same token, in grey how often if the choices were independent of each other: its own share × (K − 1) ÷ (K − the share of this expert). By position: share within stretches of the replies, dashed the fair share. Neighbours: experts whose row of the router’s matrix points the same way, which is computed when asked. All this describes the text that was recorded; it is no meaning of the expert.</source>
        <translation>一つのエキスパートについて、ウィンドウの範囲で選ばれたトークンから記録されたすべてです。割合は、そこに送られたトークンの全体に対する割合です。均等な割合は、トークンあたりのエキスパート数 ÷ エキスパート数で、すべてが同じ頻度で呼び出された場合の値です。区間は、トークンを独立な標本とみなした 95 % のウィルソン区間ですが、一つのテキストのトークンは独立ではありません。トークンは平均ゲート重み × 回数の順です。同時に働くものは、同じトークンで別のエキスパートが呼び出された割合で、灰色は選択が互いに独立な場合の値、そのエキスパート自身の割合 × (K − 1) ÷ (K − このエキスパートの割合) です。位置別は返答の区間ごとの割合で、破線は均等な割合です。近いものは、ルーターの行列の行が同じ向きのエキスパートで、求められたときに計算します。これらは記録されたテキストを表すもので、エキスパートの意味ではありません。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>Of tokens</source>
        <translation>対象トークン</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>偶然の場合</translation>
    </message>
    <message>
        <source>share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>token: mean gate weight</source>
        <translation>トークン: 平均ゲート重み</translation>
    </message>
    <message>
        <source>in its text: gate weight</source>
        <translation>テキスト中: ゲート重み</translation>
    </message>
    <message>
        <source>partner: share</source>
        <translation>同時: 割合</translation>
    </message>
    <message>
        <source>segment: share</source>
        <translation>区分: 割合</translation>
    </message>
    <message>
        <source>tokens %1 to %2 of a reply</source>
        <translation>返答の %1 ~ %2 番目のトークン</translation>
    </message>
    <message>
        <source>position: share</source>
        <translation>位置: 割合</translation>
    </message>
    <message>
        <source>neighbour: cosine</source>
        <translation>近いもの: コサイン</translation>
    </message>
</context>
<context>
    <name>ui::ExpertView</name>
    <message>
        <source>tokens that call it most, by mean gate weight × count</source>
        <translation>最も呼び出すトークン (平均ゲート重み × 回数)</translation>
    </message>
    <message>
        <source>where it weighed most · click: go there</source>
        <translation>重みが最も大きい箇所 · クリックで移動</translation>
    </message>
    <message>
        <source>fires together with · grey: if independent</source>
        <translation>同時に働くエキスパート · 灰色: 独立の場合</translation>
    </message>
    <message>
        <source>share by segment · grey: fair share</source>
        <translation>区分別の割合 · 灰色: 均等な割合</translation>
    </message>
    <message>
        <source>tokens %1 to %2 of a reply: %3 of %4</source>
        <translation>返答の %1 ~ %2 番目のトークン: %4 のうち %3</translation>
    </message>
    <message>
        <source>neighbours by router weights</source>
        <translation>ルーターの重みが近いもの</translation>
    </message>
    <message>
        <source>Compare the router’s weights</source>
        <translation>ルーターの重みを比べる</translation>
    </message>
    <message>
        <source>holds for the next replies</source>
        <translation>次の返答から有効</translation>
    </message>
    <message>
        <source>A muted expert is never chosen, in the replies that are asked for from now on</source>
        <translation>ミュートしたエキスパートは、これからの返答では選ばれません</translation>
    </message>
    <message>
        <source>A boost is added to the expert’s score for the choice, in the replies that are asked for from now on</source>
        <translation>これからの返答では、選択のときにエキスパートのスコアへ加算されます</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1, by chance %2</source>
        <translation>%1、偶然なら %2</translation>
    </message>
    <message>
        <source>no tokens</source>
        <translation>トークンなし</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%3 のうち %2)</translation>
    </message>
    <message>
        <source>share by position: no token of a reply is among them</source>
        <translation>位置別の割合: 返答のトークンが含まれていません</translation>
    </message>
    <message numerus="yes">
        <source>share by position in the reply, %n tokens a bar · dashed: fair share</source>
        <translation>
            <numerusform>返答内の位置別の割合、棒 1 本は %n トークン · 破線: 均等な割合</numerusform>
        </translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>ミュート解除</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>No boost</source>
        <translation>加算なし</translation>
    </message>
    <message>
        <source>Boost by %1</source>
        <translation>%1 を加算</translation>
    </message>
    <message>
        <source>muted in the next replies</source>
        <translation>次の返答からミュート</translation>
    </message>
    <message>
        <source>boosted by %1 in the next replies</source>
        <translation>次の返答から %1 を加算</translation>
    </message>
    <message>
        <source>Boost</source>
        <translation>強める</translation>
    </message>
</context>
<context>
    <name>ui::RouteModel</name>
    <message>
        <source>%1 is dense: every token takes the same way</source>
        <translation>%1 は密な層で、どのトークンも同じ道を通る</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべての層が密です。</translation>
    </message>
    <message>
        <source>Ask something: every token shows here its way through the layers.</source>
        <translation>質問すると、各トークンが層を通る道がここに表示されます。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>The routing of token %1 was not captured.</source>
        <translation>トークン %1 のルーティングは記録されていません。</translation>
    </message>
    <message>
        <source>Way through all layers</source>
        <translation>全層を通る道</translation>
    </message>
    <message>
        <source>which experts each one chose</source>
        <translation>各層が選んだエキスパート</translation>
    </message>
    <message>
        <source>token %1 </source>
        <translation>トークン %1 </translation>
    </message>
    <message>
        <source>The largest gate weight of this token is %1, of %2 in %3.</source>
        <translation>このトークンの最大のゲート重みは %3 の %2 の %1 です。</translation>
    </message>
    <message>
        <source>One row for every layer, from the first (top) to the last. A dot is an expert the token was sent to, placed by its number; the larger, the larger its gate weight, with the largest of this token as the largest dot. The line joins the strongest expert of each layer. Numbers of experts mean nothing by themselves: expert 5 of one layer has nothing to do with expert 5 of the next, so the line’s turns are no measure of anything. Dense layers have no router. Click a dot to select that expert in all views.</source>
        <translation>最初の層 (上) から最後の層まで、1 層が 1 行です。点はトークンが送られたエキスパートで、番号の位置に置かれ、ゲートの重みが大きいほど大きく、このトークンの最大の重みが最大の点です。線は各層で最も強いエキスパートを結びます。エキスパートの番号自体に意味はありません。ある層の 5 番と次の層の 5 番は無関係なので、線の曲がりは何の尺度でもありません。密な層にはルーターがありません。点をクリックすると、すべてのビューでそのエキスパートが選択されます。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Gate weight</source>
        <translation>ゲートの重み</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>順位</translation>
    </message>
</context>
<context>
    <name>ui::RouteView</name>
    <message>
        <source>%1 dense</source>
        <translation>%1 密</translation>
    </message>
    <message>
        <source>dot: chosen expert, size: gate weight · line: the strongest</source>
        <translation>点: 選ばれたエキスパート、大きさ: ゲートの重み · 線: 最も強いもの</translation>
    </message>
</context>
<context>
    <name>ui::RouterDecisionModel</name>
    <message>
        <source>the scores of this token were let go to save memory; they stand in the session&apos;s file</source>
        <translation>このトークンのスコアはメモリー節約のため手放された。セッションのファイルには残っている</translation>
    </message>
    <message>
        <source>the scores of this token were not captured</source>
        <translation>このトークンのスコアは記録されていない</translation>
    </message>
    <message>
        <source>sigmoid of the router’s %1 outputs</source>
        <translation>ルーターの %1 個の出力のシグモイド</translation>
    </message>
    <message>
        <source>softmax of the router’s %1 outputs</source>
        <translation>ルーターの %1 個の出力のソフトマックス</translation>
    </message>
    <message>
        <source>switched off by the experiment</source>
        <translation>実験により無効</translation>
    </message>
    <message>
        <source>none: this model’s routers have no bias</source>
        <translation>なし: このモデルのルーターにはバイアスがない</translation>
    </message>
    <message>
        <source>bias switched off, only the experiment’s boosts</source>
        <translation>バイアスは無効、実験の加算のみ</translation>
    </message>
    <message>
        <source>this model has no bias, only the experiment’s boosts</source>
        <translation>このモデルにバイアスはなく、実験の加算のみ</translation>
    </message>
    <message>
        <source>only for choosing · keeps the load balanced</source>
        <translation>選択にだけ使う · 負荷を均す</translation>
    </message>
    <message>
        <source>%1 · up to ±%2 here · filled: added, hollow: taken away</source>
        <translation>%1 · ここでは最大 ±%2 · 塗り: 加算、枠: 減算</translation>
    </message>
    <message>
        <source>none: all experts are compared with one another</source>
        <translation>なし: すべてのエキスパートを互いに比べる</translation>
    </message>
    <message>
        <source>switched off by the experiment: all experts are compared</source>
        <translation>実験により無効: すべてのエキスパートを比べる</translation>
    </message>
    <message>
        <source>the %1 of %2 groups whose best two experts add up to most stay</source>
        <translation>上位 2 エキスパートの和が大きい %1 グループが残る (全 %2)</translation>
    </message>
    <message>
        <source>the %1 of %2 groups with the best expert stay</source>
        <translation>最良のエキスパートをもつ %1 グループが残る (全 %2)</translation>
    </message>
    <message>
        <source>dashed: the cut · margin to the next %1 (%2)</source>
        <translation>破線: 境界 · 次点との差 %1 (%2)</translation>
    </message>
    <message>
        <source>as captured, strongest choice first</source>
        <translation>記録のまま、強い順</translation>
    </message>
    <message>
        <source>the scores of step 1 again, divided by their sum</source>
        <translation>手順 1 のスコアをその和で割る</translation>
    </message>
    <message>
        <source>the scores of step 1 again</source>
        <translation>手順 1 のスコア</translation>
    </message>
    <message>
        <source>%1, times %2</source>
        <translation>%1、%2 倍</translation>
    </message>
    <message>
        <source>%1 — the bias has no say here</source>
        <translation>%1 — バイアスは関わらない</translation>
    </message>
    <message>
        <source>Without the bias %1 would have been chosen instead of %2.</source>
        <translation>バイアスがなければ、%2 の代わりに %1 が選ばれていました。</translation>
    </message>
    <message>
        <source>Without the bias the same experts would have been chosen, in the same order.</source>
        <translation>バイアスがなくても、同じエキスパートが同じ順で選ばれていました。</translation>
    </message>
    <message>
        <source>Without the bias experts %1 and %2 would have changed places.</source>
        <translation>バイアスがなければ、%1 と %2 の順位が入れ替わっていました。</translation>
    </message>
    <message>
        <source>Without the bias the same experts would have been chosen, in another order.</source>
        <translation>バイアスがなければ、同じエキスパートが別の順で選ばれていました。</translation>
    </message>
    <message>
        <source>%1 is muted: it could not be chosen</source>
        <translation>%1 はミュートされていて選べない</translation>
    </message>
    <message>
        <source>%1 is forced, and would have been chosen anyway</source>
        <translation>%1 は強制だが、強制がなくても選ばれていた</translation>
    </message>
    <message>
        <source>%1 is forced: its value did not win the place</source>
        <translation>%1 は強制で、値で勝ち取った席ではない</translation>
    </message>
    <message>
        <source>Experiment: %1.</source>
        <translation>実験: %1。</translation>
    </message>
    <message>
        <source>+ the shared expert, always, with weight 1.</source>
        <translation>+ 共有エキスパート (常に重み 1)。</translation>
    </message>
    <message>
        <source>The shared expert is switched off by the experiment.</source>
        <translation>共有エキスパートは実験により無効です。</translation>
    </message>
    <message>
        <source>The captured choice is another than these numbers give: %1 was chosen where %2 should have been. The record may be damaged, or the rule of its source is another.</source>
        <translation>記録された選択はこれらの数値から得られるものと異なります。%2 のはずのところで %1 が選ばれました。記録が壊れているか、記録元の規則が異なります。</translation>
    </message>
    <message>
        <source>The captured weights are not what this arithmetic gives.</source>
        <translation>記録された重みは、この計算の結果と一致しません。</translation>
    </message>
    <message>
        <source>Runners-up: %1.</source>
        <translation>次点: %1。</translation>
    </message>
    <message>
        <source>%1: score %2</source>
        <translation>%1: スコア %2</translation>
    </message>
    <message>
        <source>%1, muted by the experiment</source>
        <translation>%1、実験によりミュート</translation>
    </message>
    <message>
        <source>, with bias %1 (%2)</source>
        <translation>、バイアス込み %1 (%2)</translation>
    </message>
    <message>
        <source>, group %1 stays</source>
        <translation>、グループ %1 は残る</translation>
    </message>
    <message>
        <source>, group %1 is out</source>
        <translation>、グループ %1 は外れる</translation>
    </message>
    <message>
        <source>%1, chosen with weight %2</source>
        <translation>%1、重み %2 で選ばれた</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべての層が密です。</translation>
    </message>
    <message>
        <source>Ask something: every token shows here how a layer chose its experts.</source>
        <translation>質問すると、各トークンで層がエキスパートをどう選んだかがここに表示されます。</translation>
    </message>
    <message>
        <source>No token is selected.</source>
        <translation>トークンが選択されていません。</translation>
    </message>
    <message>
        <source>%1 is dense: it has no router. Down arrow: the next layer.</source>
        <translation>%1 は密な層で、ルーターがありません。下矢印で次の層へ。</translation>
    </message>
    <message>
        <source>The routing of token %1 was not captured.</source>
        <translation>トークン %1 のルーティングは記録されていません。</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>ルーター</translation>
    </message>
    <message>
        <source>how a layer chose its experts</source>
        <translation>層がエキスパートをどう選んだか</translation>
    </message>
    <message>
        <source>How %1 chose experts</source>
        <translation>%1 がエキスパートを選んだ手順</translation>
    </message>
    <message>
        <source>token %1 </source>
        <translation>トークン %1 </translation>
    </message>
    <message>
        <source>%1 chose %2.</source>
        <translation>%1 は %2 を選びました。</translation>
    </message>
    <message>
        <source>A router decides in steps. 1: its outputs become scores, each by itself (sigmoid) or as shares of 1 (softmax). 2: a correction bias, learned to keep the load balanced, is added for the choice alone. 3: experts stand in groups, and only the best groups are looked into; a group counts as the sum of its two best (noaux_tc) or as its best (group_limited_greedy). 4: of what is left the best K win; the cut is the lowest that won. 5: the weights come from the scores of step 1, without bias: score ÷ sum of the chosen scores when the model normalises, times its routed_scaling_factor. All numbers were captured where the router computed them; the choice is made again from them and compared with the captured one.</source>
        <translation>ルーターは段階的に決めます。1: 出力がスコアになります。それぞれ単独 (シグモイド) か、合計 1 の割合 (ソフトマックス) です。2: 負荷を均すために学習された補正バイアスを、選択のためだけに加えます。3: エキスパートはグループに分かれ、最良のグループだけを見ます。グループの値は上位 2 つの和 (noaux_tc) か最良の値 (group_limited_greedy) です。4: 残りから上位 K が選ばれます。境界は選ばれた中の最低値です。5: 重みは手順 1 のバイアスなしのスコアから求めます。モデルが正規化する場合はスコア ÷ 選ばれたスコアの和、さらに routed_scaling_factor を掛けます。数値はすべてルーターが計算した場所で記録され、選択はそこから計算し直して記録と比べています。</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>With bias</source>
        <translation>バイアス込み</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Group stays</source>
        <translation>グループの結果</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>順位</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>残る</translation>
    </message>
    <message>
        <source>out</source>
        <translation>外れる</translation>
    </message>
    <message>
        <source>%1 is boosted by %2</source>
        <translation>%1 に %2 を加算</translation>
    </message>
    <message>
        <source>Without the experiment these scores would have chosen the same.</source>
        <translation>実験がなくても、このスコアからは同じものが選ばれていました。</translation>
    </message>
    <message>
        <source>Without the experiment these scores would have chosen %1.</source>
        <translation>実験がなければ、このスコアからは %1 が選ばれていました。</translation>
    </message>
</context>
<context>
    <name>ui::RouterDecisionView</name>
    <message>
        <source>Scores</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Plus correction bias</source>
        <translation>補正バイアスを加える</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>group %1 · %2</source>
        <translation>グループ %1 · %2</translation>
    </message>
    <message>
        <source>The best %1</source>
        <translation>上位 %1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>↑ ↓ layer · ← → token · every number was captured while this token was computed</source>
        <translation>↑ ↓ 層 · ← → トークン · 数値はすべてこのトークンの計算中に記録</translation>
    </message>
</context>
<context>
    <name>ui::LensBar</name>
    <message>
        <source>What the underlines tell</source>
        <translation>下線が示すもの</translation>
    </message>
</context>
<context>
    <name>ui::LensModel</name>
    <message>
        <source>Strongest expert</source>
        <translation>最も強いエキスパート</translation>
    </message>
    <message>
        <source>Router margin</source>
        <translation>ルーターの差</translation>
    </message>
    <message>
        <source>Router entropy</source>
        <translation>ルーターのエントロピー</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>意外さ</translation>
    </message>
    <message>
        <source>Same experts as before</source>
        <translation>前と同じエキスパート</translation>
    </message>
    <message>
        <source>The expert with the largest gate weight; numbers that differ by 8 share a colour.</source>
        <translation>ゲート重みが最も大きいエキスパート。番号が 8 違うものは同じ色です。</translation>
    </message>
    <message>
        <source>Selection score, correction bias included, of the last expert that was chosen less that of the best one that was not. Near 0: a close decision. Below 0: groups or an experiment held the better back.</source>
        <translation>選ばれた最後のエキスパートの選択スコア (補正バイアスを含む) から、選ばれなかった最良のものを引いた値。0 に近いほど僅差です。0 未満は、グループや実験がより良いものを外したことを示します。</translation>
    </message>
    <message>
        <source>Entropy of the router scores divided by their sum, in bits: 0 is one expert only, log₂ of the number of experts is no preference.</source>
        <translation>合計で割ったルーターのスコアのエントロピー (ビット)。0 は 1 エキスパートだけ、log₂(エキスパート数) は偏りなしです。</translation>
    </message>
    <message>
        <source>−log₂ of the probability the model gave to the token, before temperature and filters, in bits. Tokens of the prompt have none.</source>
        <translation>モデルがトークンに与えた確率 (温度とフィルターの前) の −log₂ (ビット)。プロンプトのトークンにはありません。</translation>
    </message>
    <message>
        <source>Share of the token&apos;s experts in this layer that the token before it was sent to as well.</source>
        <translation>この層でのトークンのエキスパートのうち、直前のトークンも送られたものの割合です。</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 ビット</translation>
    </message>
    <message>
        <source>token %1 %2</source>
        <translation>トークン %1 %2</translation>
    </message>
    <message>
        <source>token %1</source>
        <translation>トークン %1</translation>
    </message>
    <message>
        <source>%1: given, not predicted</source>
        <translation>%1: 与えられたもので、予測ではありません</translation>
    </message>
    <message>
        <source>%1: not captured</source>
        <translation>%1: 記録なし</translation>
    </message>
    <message>
        <source>%1, %2: strongest expert %3</source>
        <translation>%1、%2: 最も強いエキスパート %3</translation>
    </message>
    <message>
        <source>%1, %2: router margin %3</source>
        <translation>%1、%2: ルーターの差 %3</translation>
    </message>
    <message>
        <source>%1, %2: router entropy %3 of at most %4</source>
        <translation>%1、%2: ルーターのエントロピー %3 (最大 %4)</translation>
    </message>
    <message>
        <source>%1: surprise %2, probability %3</source>
        <translation>%1: 意外さ %2、確率 %3</translation>
    </message>
    <message>
        <source>%1, %2: %3 of its experts as for the token before; by chance %4</source>
        <translation>%1、%2: エキスパートの %3 が直前のトークンと同じ (偶然なら %4)</translation>
    </message>
    <message>
        <source>every layer</source>
        <translation>全層</translation>
    </message>
</context>
<context>
    <name>ui::CompareView</name>
    <message>
        <source>First reply</source>
        <translation>1 つ目の答え</translation>
    </message>
    <message>
        <source>Second reply</source>
        <translation>2 つ目の答え</translation>
    </message>
    <message>
        <source>Session…</source>
        <translation>セッション…</translation>
    </message>
    <message>
        <source>Compare with a reply of another session</source>
        <translation>別のセッションの答えと比べる</translation>
    </message>
    <message>
        <source>By token</source>
        <translation>トークン別</translation>
    </message>
    <message>
        <source>Rows of the table: aligned tokens or layers</source>
        <translation>表の行：対応するトークンか層か</translation>
    </message>
    <message>
        <source>experts in common (layer × aligned token)</source>
        <translation>共通のエキスパート（層 × 対応するトークン）</translation>
    </message>
    <message>
        <source>Compare with a session</source>
        <translation>セッションと比べる</translation>
    </message>
    <message>
        <source>Sessions (*.expertscope)</source>
        <translation>セッション (*.expertscope)</translation>
    </message>
    <message>
        <source>Shown reply</source>
        <translation>表示中の答え</translation>
    </message>
    <message>
        <source>Nearest reply</source>
        <translation>いちばん近い答え</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>層別</translation>
    </message>
    <message>
        <source>Click a cell: all views show that token and layer.</source>
        <translation>マスをクリックすると、すべてのビューがそのトークンと層を示します。</translation>
    </message>
</context>
<context>
    <name>ui::DifferenceCharts</name>
    <message>
        <source>experts in common, share of a token&apos;s; dashed: by chance</source>
        <translation>共通のエキスパートの割合、破線は偶然の値</translation>
    </message>
    <message>
        <source>divergence of the usage (Jensen–Shannon); dashed: by chance</source>
        <translation>使われ方の隔たり（イェンセン–シャノン）、破線は偶然の値</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>ビット</translation>
    </message>
</context>
<context>
    <name>ui::ExpertChanges</name>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>What happens to an expert</source>
        <translation>エキスパートをどうするか</translation>
    </message>
    <message>
        <source>Mute: never chosen</source>
        <translation>休ませる：選ばれない</translation>
    </message>
    <message>
        <source>Boost: added to its score</source>
        <translation>後押し：スコアに足す</translation>
    </message>
    <message>
        <source>Force: always chosen</source>
        <translation>強制：必ず選ばれる</translation>
    </message>
    <message>
        <source>Added to the score</source>
        <translation>スコアに足す値</translation>
    </message>
    <message>
        <source>Added to the selection score of the expert, which without a bias is between 0 and 1</source>
        <translation>エキスパートの選択スコア（バイアスなしでは 0 から 1）に足します</translation>
    </message>
    <message>
        <source>Experts, like L5 E3, E7 everywhere</source>
        <translation>エキスパート（例：L5 E3, E7 everywhere）</translation>
    </message>
    <message>
        <source>L5 E3, E7 everywhere</source>
        <translation>L5 E3, E7 全層</translation>
    </message>
    <message>
        <source>Layers L, experts E, several with commas, ranges like E0-E7; without a layer: everywhere</source>
        <translation>層は L、エキスパートは E。コンマで並べ、E0-E7 のように範囲も可。層がなければ全層</translation>
    </message>
    <message>
        <source>Select an expert in the routing map</source>
        <translation>ルーティングマップでエキスパートを選んでください</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 を休ませる</translation>
    </message>
    <message>
        <source>Boost %1</source>
        <translation>%1 を後押しする</translation>
    </message>
    <message>
        <source>Force %1</source>
        <translation>%1 を強制する</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>%1 in every layer</source>
        <translation>すべての層の %1</translation>
    </message>
</context>
<context>
    <name>ui::ExpertList</name>
    <message>
        <source>“%1” is neither a layer (L5) nor an expert (E3) nor “everywhere”.</source>
        <translation>「%1」は層（L5）でもエキスパート（E3）でも「全層」でもありません。</translation>
    </message>
    <message>
        <source>“%1” names no expert.</source>
        <translation>「%1」にエキスパートがありません。</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>全層</translation>
    </message>
    <message>
        <source>%1 has no router.</source>
        <translation>%1 にはルーターがありません。</translation>
    </message>
    <message>
        <source>Layers are named L1 to L%1.</source>
        <translation>層は L1 から L%1 までです。</translation>
    </message>
    <message>
        <source>Experts are named E0 to E%1.</source>
        <translation>エキスパートは E0 から E%1 までです。</translation>
    </message>
    <message>
        <source>Name experts, like “L5 E3, E7 everywhere”.</source>
        <translation>エキスパートを「L5 E3, E7 全層」のように書いてください。</translation>
    </message>
</context>
<context>
    <name>ui::RecordedReply</name>
    <message>
        <source>Reply %1 %2</source>
        <translation>答え %1 %2</translation>
    </message>
</context>
<context>
    <name>ui::ReplyComparison</name>
    <message>
        <source>other session</source>
        <translation>別のセッション</translation>
    </message>
    <message>
        <source>%1 layers × %2 experts, %3 with a router</source>
        <translation>%1 層 × %2 エキスパート（ルーターのある層は %3）</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>未記録</translation>
    </message>
    <message>
        <source>The model of one of the replies was not recorded.</source>
        <translation>一方の答えのモデルが記録されていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべての層が密です。</translation>
    </message>
    <message>
        <source>These replies cannot be laid on each other: the first model has %1, the second %2.</source>
        <translation>この 2 つは重ねられません。1 つ目のモデルは %1、2 つ目は %2 です。</translation>
    </message>
    <message>
        <source>Ask something, or open a session: two replies are compared here.</source>
        <translation>質問するかセッションを開くと、ここで 2 つの答えを比べます。</translation>
    </message>
    <message>
        <source>There is only one reply: regenerate it, ask again, or choose another session.</source>
        <translation>答えが 1 つしかありません。再生成するか、もう一度聞くか、別のセッションを選んでください。</translation>
    </message>
    <message>
        <source>Both are the same reply: choose another one.</source>
        <translation>両方とも同じ答えです。別の答えを選んでください。</translation>
    </message>
    <message>
        <source>One of the two replies is gone.</source>
        <translation>一方の答えがなくなりました。</translation>
    </message>
    <message>
        <source>The reply is being written; it is compared when it is complete.</source>
        <translation>答えを書いています。書き終わると比べます。</translation>
    </message>
    <message>
        <source>The two replies have no token in common, or none was captured.</source>
        <translation>共通のトークンがないか、記録されていません。</translation>
    </message>
    <message>
        <source>No routing was captured of the tokens they have in common.</source>
        <translation>共通のトークンのルーティングが記録されていません。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message numerus="yes">
        <source>%n aligned tokens</source>
        <translation>
            <numerusform>対応する %n トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 of the experts in common, by chance %2</source>
        <translation>、エキスパートの %1 が共通、偶然なら %2</translation>
    </message>
    <message>
        <source>%1 and %2: the routers agree most in layer %3 and least in layer %4. Jensen–Shannon divergence of the usage: %5 bits on average, by chance %6.</source>
        <translation>%1 と %2：ルーターは %3 で最も一致し、%4 で最も一致しません。使われ方のイェンセン–シャノン情報量は平均 %5 ビット、偶然なら %6 です。</translation>
    </message>
    <message>
        <source>They are too long and too different to be aligned by id between their common start and end: there tokens are paired place by place.</source>
        <translation>長すぎ、違いすぎるため、共通の始まりと終わりの間は番号ではなく位置で対応させています。</translation>
    </message>
    <message>
        <source>Prompt and reply of both are aligned by the longest common sequence of tokens: by id when one model made both, otherwise by the tokens&apos; bytes; where that would take more than %1 comparisons, place by place. Each cell of the map is one aligned token in one layer: the share of the experts it was sent to that are the same in both replies, of the smaller choice. By chance K₁ · K₂ ÷ E experts are the same. The divergence is Jensen–Shannon&apos;s, 0 to 1 bit, of how often each expert of a layer was chosen over all captured tokens of prompt and reply, aligned or not. No two finite samples are alike: two of one distribution differ on average by ((S − K₁) ÷ n₁ + (S − K₂) ÷ n₂) ÷ (8 · ln 2) bits, to first order, for S experts that occur, K per token and n choices in all; tokens are taken to be independent, which neighbours in a text are not quite. Below that line there is nothing to explain.</source>
        <translation>両方のプロンプトと答えを、最長共通部分列で対応させます。同じモデルならトークン番号で、そうでなければトークンのバイト列で。%1 回より多くの比較が要るところは位置で対応させます。マスは 1 つの対応するトークンの 1 つの層で、送られたエキスパートのうち両方に共通なものの割合（少ない方に対して）です。偶然なら K₁ · K₂ ÷ E 個が共通になります。隔たりはイェンセン–シャノン情報量（0 から 1 ビット）で、プロンプトと答えの記録されたすべてのトークンについて、層の各エキスパートが選ばれた回数を比べます。有限の標本は決して同じになりません。同じ分布からの 2 つの標本は平均して ((S − K₁) ÷ n₁ + (S − K₂) ÷ n₂) ÷ (8 · ln 2) ビット違います（1 次近似。S は現れたエキスパート数、K はトークンあたり、n は選択の総数）。トークンは独立とみなしますが、文の中の隣どうしは厳密には独立ではありません。この線より下には説明すべきものはありません。</translation>
    </message>
    <message>
        <source>%1: %2 (by chance %3), %4 bits (by chance %5)</source>
        <translation>%1：%2（偶然なら %3）、%4 ビット（偶然なら %5）</translation>
    </message>
    <message>
        <source>%1, token %2 %3 and token %4 %5</source>
        <translation>%1、トークン %2 %3 とトークン %4 %5</translation>
    </message>
    <message>
        <source>%1: not captured</source>
        <translation>%1：未記録</translation>
    </message>
    <message>
        <source>%1: %2 of the experts in common</source>
        <translation>%1：エキスパートの %2 が共通</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Aligned tokens</source>
        <translation>対応するトークン</translation>
    </message>
    <message>
        <source>Experts in common</source>
        <translation>共通のエキスパート</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>偶然なら</translation>
    </message>
    <message>
        <source>Share in common</source>
        <translation>共通の割合</translation>
    </message>
    <message>
        <source>Share by chance</source>
        <translation>偶然の割合</translation>
    </message>
    <message>
        <source>Divergence in bits</source>
        <translation>隔たり（ビット）</translation>
    </message>
    <message>
        <source>Divergence by chance</source>
        <translation>偶然の隔たり</translation>
    </message>
    <message>
        <source>Tokens, first</source>
        <translation>トークン数（1 つ目）</translation>
    </message>
    <message>
        <source>Tokens, second</source>
        <translation>トークン数（2 つ目）</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>1 つ目の答え</translation>
    </message>
    <message>
        <source>Position, second</source>
        <translation>位置（2 つ目）</translation>
    </message>
    <message>
        <source>Second reply</source>
        <translation>2 つ目の答え</translation>
    </message>
    <message>
        <source>as the model is</source>
        <translation>モデルのまま</translation>
    </message>
</context>
<context>
    <name>ui::SessionDelegate</name>
    <message>
        <source>changed</source>
        <translation>変更あり</translation>
    </message>
</context>
<context>
    <name>ui::WhatIfModel</name>
    <message>
        <source>Both were routed alike: before temperature the distributions are the same, KL is 0.</source>
        <translation>どちらもルーターは同じです。温度をかける前の分布は同じで、KL は 0 です。</translation>
    </message>
    <message>
        <source>Not measured: tokens of the original reply were not captured.</source>
        <translation>未測定：元の答えのトークンが記録されていません。</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>Not measured: it takes the recorded model, loaded and idle.</source>
        <translation>未測定：記録したモデルが読み込まれ、待機している必要があります。</translation>
    </message>
    <message>
        <source>Not measured yet: the original reply is read again under the change.</source>
        <translation>まだ測っていません。元の答えを変更のもとで読み直します。</translation>
    </message>
    <message>
        <source>%1 %2: %3 nats, probability %4 → %5, most probable then: %6</source>
        <translation>%1 %2：%3 ナット、確率 %4 → %5、変更後の最有力：%6</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>未記録</translation>
    </message>
    <message>
        <source>token id %1</source>
        <translation>トークン番号 %1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未測定</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>トークン/秒</translation>
    </message>
    <message>
        <source>ms per token</source>
        <translation>ミリ秒/トークン</translation>
    </message>
    <message>
        <source>weights read per token, computed</source>
        <translation>トークンごとに読む重み（計算値）</translation>
    </message>
    <message>
        <source>in place of %1</source>
        <translation>%1 の代わり</translation>
    </message>
    <message>
        <source>temperature %1 in place of %2</source>
        <translation>温度 %2 の代わりに %1</translation>
    </message>
    <message>
        <source>another seed</source>
        <translation>別のシード</translation>
    </message>
    <message>
        <source>Tokens were not captured: only the texts are compared.</source>
        <translation>トークンが記録されていないため、文だけを比べます。</translation>
    </message>
    <message>
        <source>Both replies are the same, token for token.</source>
        <translation>2 つの答えは 1 トークンも違いません。</translation>
    </message>
    <message>
        <source>The prompts differ from token %1 on.</source>
        <translation>プロンプトがトークン %1 から違います。</translation>
    </message>
    <message>
        <source>The original ends at token %1 of the reply; the changed one: %2</source>
        <translation>元の答えはトークン %1 で終わり、変更後は %2 と続きます</translation>
    </message>
    <message>
        <source>The changed one ends at token %1 of the reply; the original: %2</source>
        <translation>変更後はトークン %1 で終わり、元の答えは %2 と続きます</translation>
    </message>
    <message>
        <source>They part at token %1 of the reply: %2 becomes %3</source>
        <translation>答えのトークン %1 で分かれます：%2 が %3 に</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>もしも</translation>
    </message>
    <message>
        <source>nothing was changed</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <source> · %1 tokens, originally %2</source>
        <translation> · %1 トークン、元は %2</translation>
    </message>
    <message numerus="yes">
        <source>Over %n aligned tokens, prompt included, %1 of the experts are the same (by chance: %2).</source>
        <translation>
            <numerusform>プロンプトを含む対応する %n トークンで、エキスパートの %1 が同じです（偶然なら %2）。</numerusform>
        </translation>
    </message>
    <message>
        <source>KL per token: %1 nats on average, %2 at most.</source>
        <translation>トークンごとの KL：平均 %1 ナット、最大 %2。</translation>
    </message>
    <message>
        <source>%1: %2, originally %3.</source>
        <translation>%1：%2、元は %3。</translation>
    </message>
    <message>
        <source>The same question was answered again with the same seed and sampling; the title says what was changed. Struck out: words of the original alone; underlined: words of the changed reply alone. KL is the Kullback–Leibler divergence in nats, Σ p(x) · ln(p(x) ÷ q(x)) over the vocabulary, of the next-token distributions p without and q with the change, before temperature and filters; the original reply is read again, so both see the same words. Experts in common: of the experts a token is sent to, those that the same token was sent to in the other reply; by chance it would be K ÷ E, with the larger K. The divergence of the routing is Jensen–Shannon&apos;s, in bits, of how often each expert was chosen; by chance is what two samples as large of one distribution differ by on average, to first order ((S − K₁) ÷ n₁ + (S − K₂) ÷ n₂) ÷ (8 · ln 2), S experts used, n choices. Tokens are aligned by the longest common sequence of ids; where that would take more than %1 comparisons, place by place. Bytes are computed, not measured: 3 · hidden_size · moe_intermediate_size numbers an expert, at the model&apos;s mean bytes per parameter.</source>
        <translation>同じ質問に、同じシードとサンプリングでもう一度答えました。何を変えたかは見出しにあります。取り消し線は元の答えだけの語、下線は変更後だけの語です。KL はカルバック–ライブラー情報量（ナット）で、語彙全体の Σ p(x) · ln(p(x) ÷ q(x))。p は変更なし、q は変更ありの次トークン分布で、温度とフィルターをかける前のものです。元の答えを読み直すので、どちらも同じ語を見ています。共通のエキスパート：トークンが送られたエキスパートのうち、もう一方の答えでも同じトークンが送られたもの。偶然なら K ÷ E（大きい方の K）です。ルーティングの隔たりは、各エキスパートが選ばれた回数のイェンセン–シャノン情報量（ビット）です。偶然の値は、同じ分布からの同じ大きさの 2 つの標本の平均的な違いで、1 次近似で ((S − K₁) ÷ n₁ + (S − K₂) ÷ n₂) ÷ (8 · ln 2)、S は使われたエキスパート数、n は選択の数です。トークンは番号の最長共通部分列で対応させ、%1 回より多くの比較が要るところは位置で対応させます。バイト数は測定ではなく計算です：エキスパート 1 つにつき 3 · hidden_size · moe_intermediate_size 個の数、モデルの平均バイト数で。</translation>
    </message>
    <message>
        <source>Ask something, then ask again with a change: both replies stand here.</source>
        <translation>質問し、変更を加えてもう一度聞くと、両方の答えがここに並びます。</translation>
    </message>
    <message>
        <source>This reply has no changed version yet: change something under Experiment, then “Ask again with this”.</source>
        <translation>この答えにはまだ変更版がありません。「実験」で何かを変え、「この設定でもう一度聞く」を押してください。</translation>
    </message>
    <message>
        <source>This reply was made under an experiment, and there is none without: ask again as the model is.</source>
        <translation>この答えは実験のもとで作られ、実験なしの答えがありません。モデルのままでもう一度聞いてください。</translation>
    </message>
    <message>
        <source>Both are the same reply: choose another one.</source>
        <translation>両方とも同じ答えです。別の答えを選んでください。</translation>
    </message>
    <message>
        <source>One of the two replies is not part of this conversation.</source>
        <translation>一方の答えはこの会話にありません。</translation>
    </message>
    <message>
        <source>The reply is being written; it is compared when it is complete.</source>
        <translation>答えを書いています。書き終わると比べます。</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Changed position</source>
        <translation>変更後の位置</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Experts in common</source>
        <translation>共通のエキスパート</translation>
    </message>
    <message>
        <source>KL in nats</source>
        <translation>KL（ナット）</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>Probability, changed</source>
        <translation>変更後の確率</translation>
    </message>
    <message>
        <source>Most probable, changed</source>
        <translation>変更後の最有力</translation>
    </message>
</context>
<context>
    <name>ui::WhatIfView</name>
    <message>
        <source>Original reply</source>
        <translation>元の答え</translation>
    </message>
    <message>
        <source>Changed reply</source>
        <translation>変更後の答え</translation>
    </message>
    <message>
        <source>Difference of the texts</source>
        <translation>文の違い</translation>
    </message>
    <message>
        <source>Grey: the original. Bytes are computed from the model&apos;s card, not measured.</source>
        <translation>灰色：元。バイト数はモデルの情報からの計算で、測定ではありません。</translation>
    </message>
    <message>
        <source>changed reply, the original in grey above</source>
        <translation>変更後の答え（上の灰色は元）</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>測る</translation>
    </message>
    <message>
        <source>Read the original reply again under the change, and compare the next-token distributions</source>
        <translation>元の答えを変更のもとで読み直し、次トークン分布を比べます</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Follows the reply on screen</source>
        <translation>表示中の答えに従います</translation>
    </message>
    <message>
        <source>%1, originally %2</source>
        <translation>%1、元は %2</translation>
    </message>
    <message>
        <source>KL from the original, nats per token: %1 on average, %2 at most</source>
        <translation>元からの KL、トークンごとのナット：平均 %1、最大 %2</translation>
    </message>
    <message>
        <source>KL from the original. %1</source>
        <translation>元からの KL。%1</translation>
    </message>
    <message>
        <source>token of the original reply</source>
        <translation>元の答えのトークン</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>ナット</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Largest:</source>
        <translation>最大：</translation>
    </message>
</context>
<context>
    <name>ui::BalanceModel</name>
    <message>
        <source>Busiest ÷ mean</source>
        <translation>最多 ÷ 平均</translation>
    </message>
    <message>
        <source>Coefficient of variation</source>
        <translation>変動係数</translation>
    </message>
    <message>
        <source>Gini coefficient</source>
        <translation>ジニ係数</translation>
    </message>
    <message>
        <source>Normalised entropy</source>
        <translation>正規化エントロピー</translation>
    </message>
    <message>
        <source>Never chosen</source>
        <translation>一度も選ばれない数</translation>
    </message>
    <message>
        <source>%1: %2 %3, by chance %4</source>
        <translation>%1: %2 %3、偶然なら %4</translation>
    </message>
    <message>
        <source>%1 · %2: chosen %3 times, %4 of its even share; the expert of rank %5 has %6 by chance</source>
        <translation>%1 · %2: %3 回選ばれ、均等な取り分の %4。偶然なら %5 位のエキスパートは %6 回</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべて密な層です。</translation>
    </message>
    <message>
        <source>Ask something: how evenly the experts are used is counted as tokens appear.</source>
        <translation>質問してください。トークンが現れるたびに、エキスパートがどれほど均等に使われるかを数えます。</translation>
    </message>
    <message>
        <source>No routing was captured for these tokens.</source>
        <translation>これらのトークンのルーティングは記録されていません。</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>負荷の均等さ</translation>
    </message>
    <message>
        <source>how evenly %1 use %2 experts, top-%3</source>
        <translation>%1が %2 エキスパートをどれほど均等に使うか、top-%3</translation>
    </message>
    <message>
        <source>%1 %2 (by chance %3)</source>
        <translation>%1 %2（偶然なら %3）</translation>
    </message>
    <message>
        <source>%1, %2: %3.</source>
        <translation>%1、%2: %3。</translation>
    </message>
    <message>
        <source>Above, one bar for every layer with a router; below, how often each expert of one layer was chosen, busiest first. The dashed line and the hollow bars or dots are what chance gives: a router that sends each of n tokens to K of E experts, all equally likely. Even such a router does not use all experts alike: its coefficient of variation (standard deviation ÷ mean) is √((E÷K − 1) ÷ n) and E (1 − K÷E)ⁿ experts are never chosen. The busiest expert, the Gini coefficient (0: all alike, 1: all to one) and the entropy of the shares ÷ log E (1: all alike) are computed from the binomial distribution of one expert&apos;s load. Neighbouring tokens resemble each other, so that real text is expected to be less even than that.</source>
        <translation>上は、ルーターのある層ごとに 1 本の棒です。下は、ある層の各エキスパートが選ばれた回数で、多い順に並んでいます。破線と、中空の棒や点は、偶然が与える値です。つまり、n トークンのそれぞれを E 個のうち K 個のエキスパートへ、すべて等しい確率で送るルーターの値です。そのようなルーターでも、全エキスパートを同じだけ使うわけではありません。変動係数（標準偏差 ÷ 平均）は √((E÷K − 1) ÷ n)、一度も選ばれないエキスパートは E (1 − K÷E)ⁿ 個です。最多のエキスパート、ジニ係数（0: すべて同じ、1: すべて 1 つに）、割合のエントロピー ÷ log E（1: すべて同じ）は、1 エキスパートの負荷の二項分布から計算しています。隣り合うトークンは似ているため、実際の文章はそれより不均等になるのが普通です。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>%1 by chance</source>
        <translation>%1（偶然）</translation>
    </message>
</context>
<context>
    <name>ui::BalanceView</name>
    <message>
        <source>Measure of balance</source>
        <translation>均等さの尺度</translation>
    </message>
</context>
<context>
    <name>ui::CoactivationModel</name>
    <message>
        <source>%1: chosen for %2 of the %3 tokens</source>
        <translation>%1: %3 トークン中 %2 トークンで選ばれた</translation>
    </message>
    <message>
        <source>%1 with %2: together %3 times, expected %4</source>
        <translation>%1 と %2: 同時に %3 回、期待値 %4</translation>
    </message>
    <message>
        <source>, too few to tell</source>
        <translation>、判断するには少なすぎます</translation>
    </message>
    <message>
        <source>, × %1, z %2</source>
        <translation>、× %1、z %2</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべて密な層です。</translation>
    </message>
    <message>
        <source>Ask something: which experts are chosen together is counted as tokens appear.</source>
        <translation>質問してください。トークンが現れるたびに、どのエキスパートが一緒に選ばれるかを数えます。</translation>
    </message>
    <message>
        <source>No routing was captured for these tokens.</source>
        <translation>これらのトークンのルーティングは記録されていません。</translation>
    </message>
    <message>
        <source>Every token went to one expert of each layer: there are no pairs.</source>
        <translation>どのトークンも各層で 1 つのエキスパートに送られたため、組はありません。</translation>
    </message>
    <message>
        <source>Co-activation</source>
        <translation>同時選択</translation>
    </message>
    <message>
        <source>experts of layer %1 chosen together, against independent choices, %2</source>
        <translation>層 %1 で一緒に選ばれたエキスパートを独立な選択と比べる、%2</translation>
    </message>
    <message>
        <source>Layer %1: no pair was seen or expected %2 times yet, too few tokens to tell.</source>
        <translation>層 %1: まだどの組も実測・期待とも %2 回に達していません。判断するにはトークンが少なすぎます。</translation>
    </message>
    <message>
        <source>None of the %1 pairs of layer %2 is distinguishable from chance: the largest |z| is %3, and chance alone goes beyond %4 in one of 20 recordings.</source>
        <translation>層 %2 の %1 組はいずれも偶然と区別できません。|z| の最大は %3 で、偶然だけでも 20 回の記録に 1 回は %4 を超えます。</translation>
    </message>
    <message>
        <source>Some of the %1 pairs of layer %2 are together more or less often than by chance: the largest |z| is %3, and chance alone goes beyond %4 in one of 20 recordings.</source>
        <translation>層 %2 の %1 組の一部は、偶然より多く、または少なく一緒に選ばれています。|z| の最大は %3 で、偶然だけでも 20 回の記録に 1 回は %4 を超えます。</translation>
    </message>
    <message>
        <source>Beyond it: %1 pairs.</source>
        <translation>それを超えるのは %1 組です。</translation>
    </message>
    <message>
        <source>Every cell is a pair of experts of one layer. Colour is the lift: log₂ of how often both were chosen for the same token ÷ how often independent choices would do it, half a token added to both. Expected is aᵢ aⱼ, where the a are such that every expert keeps its number of tokens nᵢ and each of these gives it K − 1 partners: aᵢ (Σa − aᵢ) = nᵢ (K − 1). Grey pairs were neither seen nor expected %1 times. z is how many standard deviations a pair is from what is expected: 2 (√(o + ⅜) − √(e + ⅜)) above and (o − e) ÷ √e below it, both ÷ √(1 − e ÷ n); with small counts each errs towards chance. Among thousands of pairs some always have a large z; the threshold (Bonferroni) allows for that. It takes tokens as independent, which neighbours in a text are not: a z little above the threshold is no proof.</source>
        <translation>セルのひとつひとつが、ある層の 2 つのエキスパートの組です。色はリフト、すなわち同じトークンのために両方が選ばれた回数 ÷ 独立な選択でそうなる回数の log₂ です（どちらにも半トークンを加えています）。期待値は aᵢ aⱼ で、a は、どのエキスパートもトークン数 nᵢ を保ち、そのひとつひとつが K − 1 個の相手をもたらすように決まります: aᵢ (Σa − aᵢ) = nᵢ (K − 1)。灰色の組は、実測も期待も %1 回に達していません。z は、組が期待から標準偏差いくつ分離れているかです。期待より多いときは 2 (√(o + ⅜) − √(e + ⅜))、少ないときは (o − e) ÷ √e で、いずれも √(1 − e ÷ n) で割ります。回数が少ないと、どちらも偶然の側へ控えめになります。何千もの組の中には、必ず大きな z があります。しきい値（ボンフェローニ）はそれを見込んでいます。トークンは独立とみなしていますが、文章で隣り合うトークンは独立ではありません。しきい値をわずかに超える z は証拠になりません。</translation>
    </message>
    <message>
        <source>This router first keeps the best groups of experts, so that experts of one group are chosen together by construction.</source>
        <translation>このルーターはまず上位のグループだけを残すため、同じグループのエキスパートは仕組みとして一緒に選ばれます。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>同時</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>期待値</translation>
    </message>
    <message>
        <source>Observed ÷ expected</source>
        <translation>実測 ÷ 期待</translation>
    </message>
    <message>
        <source>Lift (log₂)</source>
        <translation>リフト (log₂)</translation>
    </message>
    <message>
        <source>z</source>
        <translation>z</translation>
    </message>
    <message>
        <source>Beyond chance</source>
        <translation>偶然を超える</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>ui::CoactivationView</name>
    <message>
        <source>expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>chosen together with expert</source>
        <translation>一緒に選ばれたエキスパート</translation>
    </message>
    <message>
        <source>Grey: seen and expected less than %1 times.</source>
        <translation>灰色: 実測も期待も %1 回未満。</translation>
    </message>
</context>
<context>
    <name>ui::ExpertCacheModel</name>
    <message>
        <source>Belady (optimal)</source>
        <translation>Belady（最適）</translation>
    </message>
    <message>
        <source>Static top-N</source>
        <translation>固定の上位 N</translation>
    </message>
    <message>
        <source>LFU</source>
        <translation>LFU</translation>
    </message>
    <message>
        <source>LRU</source>
        <translation>LRU</translation>
    </message>
    <message>
        <source>%1 hits</source>
        <translation>ヒット %1</translation>
    </message>
    <message>
        <source>%1, %2 tokens/s</source>
        <translation>%1、%2 トークン/秒</translation>
    </message>
    <message>
        <source>%1 of %2 experts of each layer, %3 in all</source>
        <translation>各層の %2 エキスパート中 %1、全体で %3</translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <translation>%1、約 %2</translation>
    </message>
    <message>
        <source>%1 GB/s, an assumption: give the bandwidth of your slow memory</source>
        <translation>%1 GB/s（仮定。遅い側のメモリーの帯域を入力してください）</translation>
    </message>
    <message>
        <source>%1 GB/s, measured on this machine</source>
        <translation>%1 GB/s（このマシンで測定）</translation>
    </message>
    <message>
        <source>%1 GB/s, as given</source>
        <translation>%1 GB/s（入力値）</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべて密な層です。</translation>
    </message>
    <message>
        <source>Ask something: the experts of its tokens are sent through a cache.</source>
        <translation>質問してください。トークンのエキスパートをキャッシュに通します。</translation>
    </message>
    <message>
        <source>Prompt tokens are computed in chunks, where one fetched expert serves many tokens: choose the thinking, the answer or both.</source>
        <translation>プロンプトのトークンはまとめて計算され、読み込んだ 1 つのエキスパートが多くのトークンに使われます。思考、回答、またはその両方を選んでください。</translation>
    </message>
    <message>
        <source>No routing was captured in this conversation.</source>
        <translation>この会話ではルーティングが記録されていません。</translation>
    </message>
    <message>
        <source>The simulation was stopped.</source>
        <translation>シミュレーションは停止されました。</translation>
    </message>
    <message>
        <source>No token has been generated yet.</source>
        <translation>まだトークンは生成されていません。</translation>
    </message>
    <message>
        <source>Sending the recorded tokens through the caches: %1</source>
        <translation>記録されたトークンをキャッシュに通しています: %1</translation>
    </message>
    <message>
        <source>Expert cache</source>
        <translation>エキスパートキャッシュ</translation>
    </message>
    <message>
        <source>with %1 of %2 experts of each layer at hand, LRU finds %3, the best possible cache %4</source>
        <translation>各層 %2 エキスパート中 %1 を手元に置くと、LRU は %3、最良のキャッシュは %4 が見つかる</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1. %2. Judged on the last %3 generated tokens of the conversation.</source>
        <translation>%1。%2。会話で生成された最後の %3 トークンで評価しました。</translation>
    </message>
    <message>
        <source>%1 ms per token were recorded for computing; a missing expert is read at %2.</source>
        <translation>計算時間は 1 トークンあたり %1 ms と記録されています。ないエキスパートは %2 で読み込みます。</translation>
    </message>
    <message>
        <source>No stage times were captured: there is no speed to expect.</source>
        <translation>段階ごとの時間が記録されていないため、速度は見積もれません。</translation>
    </message>
    <message>
        <source>Suppose only so many experts of every layer fit into fast memory. The lines say how many of the experts that the generated tokens needed would have been there, for each number of slots. LRU throws out what was used longest ago, LFU what was used least often; static top-N always keeps the experts used most in the first half of the tokens; Belady knows the future, and no cache of one layer can do better. All are judged on the second half, after the first has filled them: a static choice judged on the tokens it was made from would look better than it is. Expected tokens/s = 1 ÷ (recorded time of computing + bytes of missed experts ÷ bandwidth), without fetching ahead and computing at the same time. An expert has 3 × hidden_size × moe_intermediate_size parameters, here %1, at the file&apos;s mean bytes per parameter. Whether few hot experts are enough depends on the text: this is the answer for this conversation, not for the model.</source>
        <translation>各層のエキスパートの一部だけが速いメモリーに収まるとします。線は、生成されたトークンが必要としたエキスパートのうちどれだけがそこにあったかを、スロット数ごとに示します。LRU は最も長く使われていないもの、LFU は最も使われた回数が少ないものを追い出します。固定の上位 N は、トークンの前半で最も使われたエキスパートを常に保持します。Belady は未来を知っており、1 つの層のキャッシュでこれを上回るものはありません。いずれも、前半で満たした後の後半で評価します。選ぶのに使ったトークンで固定の選択を評価すると、実際より良く見えてしまうためです。見積もりのトークン/秒 = 1 ÷（記録された計算時間 + なかったエキスパートのバイト数 ÷ 帯域）で、先読みや計算との並行はないものとします。エキスパートは 3 × hidden_size × moe_intermediate_size 個のパラメーターをもち、ファイル全体の平均バイト数で、ここでは %1 です。少数のよく使われるエキスパートで足りるかどうかは文章によります。これはモデルではなく、この会話についての答えです。</translation>
    </message>
    <message>
        <source>of unknown size</source>
        <translation>大きさ不明</translation>
    </message>
    <message>
        <source>Slots per layer</source>
        <translation>層あたりのスロット</translation>
    </message>
    <message>
        <source>%1, hit rate</source>
        <translation>%1、ヒット率</translation>
    </message>
    <message>
        <source>%1, tokens/s</source>
        <translation>%1、トークン/秒</translation>
    </message>
</context>
<context>
    <name>ui::ExpertCacheView</name>
    <message>
        <source>Slots per layer</source>
        <translation>層あたりのスロット</translation>
    </message>
    <message>
        <source> slots</source>
        <translation> スロット</translation>
    </message>
    <message>
        <source>Bandwidth of the memory that missing experts come from</source>
        <translation>ないエキスパートを読み込むメモリーの帯域</translation>
    </message>
    <message>
        <source> GB/s</source>
        <translation> GB/s</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop or resume the simulation</source>
        <translation>シミュレーションを停止または再開</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>%1 ms per token computing, as recorded; missing experts at %2</source>
        <translation>計算は記録どおり 1 トークン %1 ms、ないエキスパートは %2</translation>
    </message>
    <message>
        <source>Stage times were not captured: no speed to expect.</source>
        <translation>段階ごとの時間が記録されていないため、速度は見積もれません。</translation>
    </message>
    <message>
        <source>slots per layer</source>
        <translation>層あたりのスロット</translation>
    </message>
    <message>
        <source>hits, %</source>
        <translation>ヒット、%</translation>
    </message>
</context>
<context>
    <name>ui::Labelling</name>
    <message>
        <source>prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Latin letters</source>
        <translation>ラテン文字</translation>
    </message>
    <message>
        <source>Kana and Han</source>
        <translation>かなと漢字</translation>
    </message>
    <message>
        <source>other letters</source>
        <translation>その他の文字</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>記号</translation>
    </message>
    <message>
        <source>spaces and line ends</source>
        <translation>空白と改行</translation>
    </message>
</context>
<context>
    <name>ui::RoutedTokensText</name>
    <message numerus="yes">
        <source>%n tokens of the conversation</source>
        <translation>
            <numerusform>会話の %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens of this reply</source>
        <translation>
            <numerusform>この返答の %n トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message numerus="yes">
        <source>%n %1 tokens of the conversation</source>
        <translation>
            <numerusform>会話の%1 %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n %1 tokens of this reply</source>
        <translation>
            <numerusform>この返答の%1 %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: their routing was not captured.</source>
        <translation>
            <numerusform>ルーティングが記録されていない %n トークンは除いています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: their router was set otherwise.</source>
        <translation>
            <numerusform>ルーターの設定が異なる %n トークンは除いています。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SpecialisationModel</name>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>%n 返答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n blocks of %1 tokens</source>
        <translation>
            <numerusform>%1 トークンのブロック %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Not distinguishable from chance: labels in another order say as much about the experts (p = %1 over all layers).</source>
        <translation>偶然と区別できません。ラベルを並べ替えても、エキスパートについて同じだけのことがわかります（全層で p = %1）。</translation>
    </message>
    <message>
        <source>The labels say more about the experts than by chance (p = %1 over all layers), most clearly in layer %2.</source>
        <translation>ラベルは、偶然より多くのことをエキスパートについて語ります（全層で p = %1）。最も明らかなのは層 %2 です。</translation>
    </message>
    <message>
        <source>%1: mutual information %2 of the labels&apos; entropy; by chance %3, in 19 of 20 cases at most %4; p = %5</source>
        <translation>%1: 相互情報量はラベルのエントロピーの %2。偶然なら %3、20 回中 19 回は %4 以下。p = %5</translation>
    </message>
    <message>
        <source>no expert found</source>
        <translation>該当するエキスパートなし</translation>
    </message>
    <message>
        <source>%1, but nothing held out to judge it</source>
        <translation>%1、ただし評価用のデータがありません</translation>
    </message>
    <message>
        <source>%1 %2 points where found, %3 held out, p = %4: %5</source>
        <translation>%1 選んだ側で %2 ポイント、評価側で %3、p = %4: %5</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>成り立つ</translation>
    </message>
    <message>
        <source>not distinguishable from chance</source>
        <translation>偶然と区別できない</translation>
    </message>
    <message>
        <source>No model is loaded and no recording is open.</source>
        <translation>モデルも記録も開かれていません。</translation>
    </message>
    <message>
        <source>This model has no routers: every layer is dense.</source>
        <translation>このモデルにはルーターがありません。すべて密な層です。</translation>
    </message>
    <message>
        <source>Ask something: the tokens of all replies are tested together.</source>
        <translation>質問してください。すべての返答のトークンをまとめて検定します。</translation>
    </message>
    <message>
        <source>No routing was captured in this conversation.</source>
        <translation>この会話ではルーティングが記録されていません。</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>検定は停止されました。</translation>
    </message>
    <message>
        <source>Comparing the labels with %1 other orders of them: %2</source>
        <translation>ラベルを %1 通りの並べ替えと比べています: %2</translation>
    </message>
    <message>
        <source>Give at least two questions different labels: their replies are then compared.</source>
        <translation>2 つ以上の質問に異なるラベルを付けてください。その返答を比べます。</translation>
    </message>
    <message>
        <source>Only one label occurs in whole blocks of %1 tokens: there is nothing to compare yet.</source>
        <translation>%1 トークンのブロックにはラベルが 1 種類しかなく、まだ比べるものがありません。</translation>
    </message>
    <message>
        <source>More than %1 different labels cannot be compared.</source>
        <translation>%1 種類を超えるラベルは比べられません。</translation>
    </message>
    <message>
        <source>Too few tokens to compare: %1.</source>
        <translation>比べるにはトークンが少なすぎます: %1。</translation>
    </message>
    <message>
        <source>Specialisation</source>
        <translation>専門化</translation>
    </message>
    <message>
        <source>labels and experts belong together more than by chance, p = %1</source>
        <translation>ラベルとエキスパートは偶然より強く結びついている、p = %1</translation>
    </message>
    <message>
        <source>not distinguishable from chance, p = %1</source>
        <translation>偶然と区別できない、p = %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens with %1 labels, in %2.</source>
        <translation>
            <numerusform>%1 種類のラベルの %n トークン、%2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: they fill no block.</source>
        <translation>
            <numerusform>ブロックに満たない %n トークンは除いています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: they have no label.</source>
        <translation>
            <numerusform>ラベルのない %n トークンは除いています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every bar is a layer: how much of the labels&apos; entropy one expert of a token tells, I(label; expert) ÷ H(label), 0 nothing, 1 all. With finite text that is above 0 for labels without any meaning; therefore the labels are put in %1 other orders, and the hollow bars or dots are what 95 % of these stay below. Neighbouring tokens resemble each other: labels are not exchanged between tokens but between blocks of %2 consecutive tokens, labels of questions between whole replies; what drifts more slowly than that can still look like a label. p is (1 + orders that give as much) ÷ (1 + orders), and over all layers together it is that of the largest standardised value. For every label an expert is looked for in every second unit (block or reply) of each label and judged in the others, which were held out: percentage points by which more of the label&apos;s tokens go to it than of other tokens, with p times the number of labels. What an expert is for is not known to anyone and is not said here.</source>
        <translation>棒は層です。トークンのエキスパート 1 つがラベルのエントロピーのどれだけを教えるか、I(ラベル; エキスパート) ÷ H(ラベル) を示します。0 は何も、1 はすべてです。文章が有限なら、何の意味もないラベルでもこれは 0 を上回ります。そこでラベルを %1 通りに並べ替えます。中空の棒や点は、その 95 % が下回る値です。隣り合うトークンは似ているため、ラベルはトークンどうしではなく、連続する %2 トークンのブロックどうしで、質問のラベルは返答全体どうしで入れ替えます。それよりゆっくり変わるものは、ラベルのように見えることがあります。p は（1 + 同じだけの値になる並べ替え）÷（1 + 並べ替え）で、全層をまとめた p は標準化した最大値についてのものです。各ラベルのエキスパートは、ラベルごとに 1 つおきの単位（ブロックまたは返答）で探し、取り分けておいた残りで評価します。値は、そのラベルのトークンがほかのトークンより何ポイント多く送られるかで、p にはラベルの数を掛けています。エキスパートが何のためにあるかは誰にもわからず、ここでも述べません。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Normalised mutual information</source>
        <translation>正規化相互情報量</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>偶然</translation>
    </message>
    <message>
        <source>Chance, 95 %</source>
        <translation>偶然、95 %</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>エキスパート</translation>
    </message>
    <message>
        <source>Where found, points</source>
        <translation>選んだ側、ポイント</translation>
    </message>
    <message>
        <source>Held out, points</source>
        <translation>評価側、ポイント</translation>
    </message>
    <message>
        <source>p × labels</source>
        <translation>p × ラベル数</translation>
    </message>
</context>
<context>
    <name>ui::SpecialisationView</name>
    <message>
        <source>Labels compared</source>
        <translation>比べるラベル</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>文字の種類</translation>
    </message>
    <message>
        <source>Prompt, thinking, answer</source>
        <translation>プロンプト・思考・回答</translation>
    </message>
    <message>
        <source>My labels</source>
        <translation>自分のラベル</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop or resume the test</source>
        <translation>検定を停止または再開</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>検定</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Label of the question</source>
        <translation>質問のラベル</translation>
    </message>
    <message>
        <source>your label</source>
        <translation>ラベル</translation>
    </message>
</context>
<context>
    <name>ui::SpanButton</name>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>This token</source>
        <translation>このトークン</translation>
    </message>
    <message>
        <source>Fading window</source>
        <translation>減衰する窓</translation>
    </message>
    <message>
        <source>Whole reply</source>
        <translation>返答全体</translation>
    </message>
    <message>
        <source>Whole conversation</source>
        <translation>会話全体</translation>
    </message>
    <message>
        <source>Of them</source>
        <translation>そのうち</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答え</translation>
    </message>
    <message>
        <source>Which tokens the views add up: %1</source>
        <translation>表示が集計するトークン：%1</translation>
    </message>
</context>
</TS>
