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
    <message>
        <source>underline: strongest expert in %1</source>
        <translation>下線: %1 で最も強いエキスパート</translation>
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
        <source>Power limit</source>
        <translation>電力上限</translation>
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
        <source>Readings of this machine, taken twice a second while a reply is computed and every two seconds otherwise, as long as somebody looks. Whatever the system, the card or its driver does not report is said to be not available. Tokens per second is the time from one token to the next, nothing is averaged.</source>
        <translation>このマシンの値です。返答の計算中は毎秒 2 回、それ以外は表示されている間だけ 2 秒ごとに測ります。システム、カード、ドライバーが報告しないものは「利用できません」と表示します。毎秒トークン数はトークン間の時間から求め、平均はしていません。</translation>
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
        <source>Underline tokens by expert</source>
        <translation>エキスパートごとにトークンへ下線</translation>
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
        <source>Token strip</source>
        <translation>トークン帯</translation>
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
    <message numerus="yes">
        <source>the %n tokens up to token %1</source>
        <translation>
            <numerusform>トークン %1 までの %n トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n tokens of this reply</source>
        <translation>
            <numerusform>この返答の %n トークン</numerusform>
        </translation>
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
</context>
<context>
    <name>ui::RoutingView</name>
    <message>
        <source>Tokens shown</source>
        <translation>表示するトークン</translation>
    </message>
    <message>
        <source>This token</source>
        <translation>このトークン</translation>
    </message>
    <message>
        <source>Last %1 tokens</source>
        <translation>直近 %1 トークン</translation>
    </message>
    <message>
        <source>Whole reply</source>
        <translation>返答全体</translation>
    </message>
    <message>
        <source>Quantity shown</source>
        <translation>表示する量</translation>
    </message>
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
        <source>Wall time of the stages of one token, measured while it was computed: attention with the latent cache, the routers, all experts and dense layers, the output head over the vocabulary, and sampling. A prompt token carries its share of the chunk it was computed in.</source>
        <translation>1 トークンの各段階の実時間を、計算中に測ったものです: 潜在キャッシュによる注意、ルーター、すべてのエキスパートと密な層、語彙への出力、サンプリング。プロンプトのトークンは、計算された塊のうち自分の分を担います。</translation>
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
        <source>One column per token of the context, one row per layer with a router. The colour stands for the expert whose answer weighed most (experts whose numbers differ by 8 share a colour), so stretches of text that use the same experts look alike. Click a column to see that token everywhere.</source>
        <translation>列はコンテキストの各トークン、行はルーターのある各層です。色は答えが最も重かったエキスパートを表します (番号が 8 違うエキスパートは同じ色)。同じエキスパートを使う部分は似た色合いになります。列をクリックすると、すべてのビューでそのトークンが表示されます。</translation>
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
        <source>Phase</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>reply</source>
        <translation>返答</translation>
    </message>
</context>
<context>
    <name>ui::TokenStripView</name>
    <message>
        <source>Click a column: all views show that token.</source>
        <translation>列をクリックすると、すべてのビューでそのトークンが表示されます。</translation>
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
        <source>Copy picture</source>
        <translation>画像をコピー</translation>
    </message>
    <message>
        <source>Save table as CSV…</source>
        <translation>表を CSV として保存…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>画像を保存…</translation>
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
        <source>Picture copied.</source>
        <translation>画像をコピーしました。</translation>
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
        <source>Save picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
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
        <source># experiment: %1</source>
        <translation># 実験：%1</translation>
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
</TS>
