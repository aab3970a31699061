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
        <source>Mute the selected expert</source>
        <translation>選択したエキスパートを休ませる</translation>
    </message>
    <message>
        <source>Unmute %1 in %2</source>
        <translation>%2 の %1 を働かせる</translation>
    </message>
    <message>
        <source>Mute %1 in %2</source>
        <translation>%2 の %1 を休ませる</translation>
    </message>
    <message>
        <source>A muted expert is never chosen. Select one in the routing map.</source>
        <translation>休ませたエキスパートは選ばれません。ルーティングマップで選択してください。</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>何も変えていません。</translation>
    </message>
    <message>
        <source>Replies from now on: %1</source>
        <translation>これからの答え：%1</translation>
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
</TS>
