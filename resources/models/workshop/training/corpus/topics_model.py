# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Attention, cache and the life of a token."""

from .sample import Topic

TOPICS = (
    Topic(
        ("MLA", "multi-head latent attention", "latent attention"),
        ("MLA", "潜在アテンション", "マルチヘッド潜在アテンション"),
        "MLA keeps one small latent vector per token",
        "MLAはトークンごとに小さな潜在ベクトルを一つ残す",
        ("Multi-head latent attention compresses the past into one short latent vector per token. Keys "
         "and values of all heads are rebuilt from it, so the cache becomes many times smaller.",
         "MLA stores a small latent vector instead of the keys and values of every head. When a head "
         "needs them, it expands the latent with its own matrix."),
        ("MLAは、過去の情報をトークンごとに短い潜在ベクトルへ圧縮します。すべてのヘッドのキーと値をそこから作り直すので、キャッシュがとても小さくなります。",
         "MLAは、各ヘッドのキーと値の代わりに小さな潜在ベクトルを保存します。必要なときに、ヘッドごとの行列で元に広げます。"),
        "MLA is attention that remembers each token as one short latent vector.",
        "MLAは、各トークンを短い潜在ベクトルとして覚えるアテンションです。",
        ("What does MLA do?", "How does multi-head latent attention work?", "Why does MLA save memory?",
         "What is the advantage of MLA?", "How is MLA different from normal attention?"),
        ("MLAは何をしますか？", "MLAはなぜメモリーを節約できますか？", "MLAの利点は何ですか？", "MLAと普通のアテンションの違いは？"),
    ),
    Topic(
        ("the latent cache", "a latent cache", "the latent vector"),
        ("潜在キャッシュ", "潜在ベクトル"),
        "80 numbers per token and layer are kept",
        "層ごと、トークンごとに80個の数を残す",
        ("The latent cache keeps, for each token and layer, a compressed vector and one small position "
         "key. In this model that is 80 numbers, where full attention would keep 640.",
         "The latent cache is the memory of the conversation. It holds one short vector per token and "
         "layer instead of all keys and values."),
        ("潜在キャッシュは、トークンと層ごとに、圧縮したベクトルと小さな位置キーを残します。このモデルでは80個の数で、普通のアテンションなら640個です。",
         "潜在キャッシュは会話の記憶です。すべてのキーと値の代わりに、トークンと層ごとに短いベクトルを一つ持ちます。"),
        "The latent cache stores the past as one short vector per token and layer.",
        "潜在キャッシュは、過去をトークンごとの短いベクトルとして残す記憶です。",
        ("What does the latent cache hold?", "How big is the latent cache?",
         "Why is the latent cache small?", "What is stored in the cache?"),
        ("潜在キャッシュには何が入っていますか？", "潜在キャッシュはなぜ小さいのですか？"),
    ),
    Topic(
        ("a KV cache", "the KV cache", "key-value cache"),
        ("KVキャッシュ", "キーバリューキャッシュ"),
        "it stores keys and values so that they are not computed again",
        "キーと値を残して、再計算を避ける",
        ("The KV cache stores the keys and values of earlier tokens, so that they need not be computed "
         "again. It grows with every token, and that is why long chats need much memory.",
         "Without a KV cache the model would read the whole text again for each new word. The cache "
         "keeps what attention needs from the past."),
        ("KVキャッシュは、前のトークンのキーと値を保存して、計算のやり直しをなくします。トークンごとに増えるので、長い会話ではメモリーが必要です。",
         "KVキャッシュがないと、新しい語のたびに全文を読み直すことになります。キャッシュは、アテンションに必要な過去を残します。"),
        "The KV cache keeps the past so that it need not be computed again.",
        "KVキャッシュは、過去を計算し直さないための記憶です。",
        ("What does a KV cache do?", "Why do we need a KV cache?", "Why does the cache grow?",
         "Why do long chats need more memory?"),
        ("KVキャッシュは何をしますか？", "なぜKVキャッシュが必要ですか？", "なぜキャッシュは増えるのですか？"),
    ),
    Topic(
        ("attention", "self-attention", "an attention head"),
        ("アテンション", "注意機構", "アテンションヘッド"),
        "each token looks back and collects what it needs",
        "各トークンが前を見て、必要な情報を集める",
        ("Attention lets each token look back at the earlier ones and collect what it needs. Each head "
         "asks its own question with a query and compares it with the keys of the past.",
         "In attention a query is compared with all earlier keys. Where they fit, the value is taken "
         "along, so information moves from one token to another."),
        ("アテンションでは、各トークンが前のトークンを見て、必要な情報を集めます。ヘッドごとにクエリを作り、過去のキーと比べます。",
         "アテンションは、クエリを過去のキーと比べ、合うところの値を受け取ります。こうして情報がトークンの間を移動します。"),
        "Attention lets each token collect information from earlier tokens.",
        "アテンションは、前のトークンから情報を集める仕組みです。",
        ("How does attention work?", "What does attention do?", "What does an attention head do?"),
        ("アテンションはどう動きますか？", "アテンションは何をしますか？"),
    ),
    Topic(
        ("a token", "tokens", "a tokenizer", "the tokenizer"),
        ("トークン", "トークナイザー", "トークナイザ"),
        "text is cut into small known pieces",
        "文章を決まった小さな部品に分ける",
        ("A token is a small piece of text, such as a word, a part of a word or one character. The "
         "tokenizer cuts the text into tokens, and the model sees only their numbers.",
         "Models do not read letters but tokens. Common words are one token, rare words are made of "
         "several."),
        ("トークンは、単語や文字などの小さな部品です。トークナイザーが文章をトークンに分け、モデルはその番号だけを見ます。",
         "モデルは文字ではなくトークンを読みます。よく出る語は一つ、珍しい語はいくつかのトークンになります。"),
        "A token is a small piece of text with a number.",
        "トークンは、番号のついた文章の小さな部品です。",
        ("What does a tokenizer do?", "How is text cut into tokens?", "Is a token a word?"),
        ("トークナイザーは何をしますか？", "トークンは単語ですか？", "文章はどう分けられますか？"),
    ),
    Topic(
        ("a layer", "layers", "the residual stream"),
        ("層", "レイヤー", "残差ストリーム"),
        "each layer adds a little to the vector of the token",
        "各層がトークンのベクトルに少しずつ足す",
        ("A layer has two parts: attention, which brings in the past, and experts, which work on the "
         "token itself. Both add their result to the vector of the token.",
         "This model has six layers. The first one is dense, and the other five have a router and "
         "thirty-two experts each."),
        ("層には二つの部分があります。過去を取り込むアテンションと、トークンを処理するエキスパートです。結果はトークンのベクトルに足されます。",
         "このモデルには6つの層があります。最初の層は密で、残りの5つにはルーターと32個のエキスパートがあります。"),
        "A layer is one step of attention and experts.",
        "層は、アテンションとエキスパートからなる一段です。",
        ("What does a layer do?", "How many layers does this model have?", "What is inside a layer?",
         "Why is the first layer dense?"),
        ("層は何をしますか？", "このモデルには層がいくつありますか？", "層の中身は何ですか？"),
    ),
    Topic(
        ("prefill", "decode", "prefill and decode"),
        ("プリフィル", "デコード", "プリフィルとデコード"),
        "first the prompt is read, then words are written one by one",
        "最初に入力を読み、次に一つずつ書く",
        ("In prefill the model reads the whole prompt at once and fills the cache. In decode it writes "
         "the answer token by token, each one using the cache.",
         "Prefill is reading, decode is writing. Reading is done for many tokens together, writing is "
         "one token at a time and waits mostly for memory."),
        ("プリフィルでは、入力をまとめて読み、キャッシュを作ります。デコードでは、キャッシュを使って答えを一つずつ書きます。",
         "プリフィルは読むこと、デコードは書くことです。読むときはまとめて処理し、書くときは一つずつ進みます。"),
        "Prefill reads the prompt, decode writes the answer token by token.",
        "プリフィルは入力を読み、デコードは答えを一つずつ書きます。",
        ("What is the difference between prefill and decode?", "What happens in prefill?",
         "What happens in decode?"),
        ("プリフィルとデコードの違いは何ですか？", "プリフィルでは何が起きますか？"),
    ),
    Topic(
        ("temperature", "sampling", "top-p", "the sampler"),
        ("温度", "サンプリング", "top-p", "サンプラー"),
        "a low temperature is careful, a high one is playful",
        "温度が低いと慎重、高いと自由になる",
        ("Temperature controls how freely the next token is chosen. A low temperature takes the most "
         "likely token, a high one gives surprising tokens a chance.",
         "The sampler picks the next token from the probabilities. Temperature makes them sharper or "
         "flatter, and top-p cuts off the unlikely tail."),
        ("温度は、次のトークンをどれだけ自由に選ぶかを決めます。低いと一番ありそうなもの、高いと意外なものも選ばれます。",
         "サンプラーは、確率から次のトークンを選びます。温度は確率を鋭くしたり平らにしたりし、top-pはありそうもないものを切り捨てます。"),
        "Temperature decides how freely the next token is chosen.",
        "温度は、次のトークンを選ぶ自由さを決める値です。",
        ("What does temperature do?", "What does a high temperature mean?", "How is the next token chosen?"),
        ("温度を上げるとどうなりますか？", "次のトークンはどう選ばれますか？"),
    ),
    Topic(
        ("rotary position embedding", "RoPE", "the position of a token"),
        ("RoPE", "回転位置埋め込み", "位置の表し方"),
        "pairs of numbers are turned by an angle that depends on the position",
        "位置に応じた角度で数の組を回す",
        ("Rotary position embedding turns pairs of numbers in the query and key by an angle that grows "
         "with the position. So attention feels how far apart two tokens are.",
         "RoPE writes the position into queries and keys by rotation. In MLA only a small part of each "
         "head is rotated, and its key is shared by all heads."),
        ("RoPEは、位置に応じた角度でクエリとキーの数の組を回転させます。これで、トークンどうしの距離がわかります。",
         "RoPEは、回転によって位置をクエリとキーに書き込みます。MLAでは一部だけを回転させ、そのキーは全ヘッドで共有します。"),
        "RoPE tells attention the position of a token by rotation.",
        "RoPEは、回転で位置を伝える方法です。",
        ("How does a model know the position of a token?", "What does RoPE do?",
         "Why are queries and keys rotated?"),
        ("モデルはどうやって位置を知りますか？", "RoPEは何をしますか？"),
    ),
)
