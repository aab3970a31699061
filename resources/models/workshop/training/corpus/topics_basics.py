# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What one must know before experts make sense, and a few matters of large systems."""

from .sample import Topic

TOPICS = (
    Topic(
        ("a language model", "an LLM", "a large language model"),
        ("言語モデル", "大規模言語モデル", "LLM"),
        "it predicts the next token again and again",
        "次のトークンを何度も予測する",
        ("A language model predicts the next token from the text so far. It writes a whole answer by "
         "doing this again and again.",
         "A language model is a network that has read much text and guesses how it goes on. Each guess "
         "is one token, and the answer grows token by token."),
        ("言語モデルは、それまでの文章から次のトークンを予測します。これを何度も繰り返して、答え全体を書きます。",
         "言語モデルは、多くの文章を読んだネットワークで、続きを当てます。一度に一つのトークンを書き、答えを伸ばしていきます。"),
        "A language model writes by predicting one token after another.",
        "言語モデルは、次のトークンを予測し続けて文章を書きます。",
        ("How does a language model work?", "How do you write an answer?", "How do you work?",
         "How does a chatbot write?"),
        ("言語モデルはどう動きますか？", "どうやって答えを書くのですか？", "あなたはどう動いていますか？"),
    ),
    Topic(
        ("a transformer", "the transformer", "a transformer model"),
        ("トランスフォーマー", "Transformer"),
        "layers of attention and feed-forward networks",
        "アテンションとフィードフォワード網の層を重ねる",
        ("A transformer is a stack of layers, each with attention and a feed-forward network. Attention "
         "moves information between tokens, and the network works on each token alone.",
         "Transformers read all tokens of a text together and let each one look at the others. In a "
         "mixture of experts the feed-forward part is split into experts."),
        ("トランスフォーマーは、アテンションとフィードフォワード網からなる層を重ねたものです。アテンションが情報を運び、網が各トークンを処理します。",
         "トランスフォーマーでは、トークンどうしが互いを見ます。MoEでは、フィードフォワードの部分がエキスパートに分かれます。"),
        "A transformer is a stack of attention and feed-forward layers.",
        "トランスフォーマーは、アテンションとフィードフォワードの層を重ねたモデルです。",
        ("How does a transformer work?", "What is inside a transformer?",
         "Where are the experts in a transformer?"),
        ("トランスフォーマーの中身は何ですか？", "エキスパートはトランスフォーマーのどこにありますか？"),
    ),
    Topic(
        ("DeepSeek", "DeepSeek-V3", "the DeepSeek architecture"),
        ("DeepSeek", "DeepSeek-V3"),
        "latent attention, many small experts, balancing by a bias",
        "潜在アテンション、多くの小さなエキスパート、バイアスによる負荷分散を使う",
        ("DeepSeek-V3 is a large mixture of experts with latent attention. It has 256 routed experts in "
         "a layer and uses eight of them for each token, besides one shared expert.",
         "The DeepSeek models joined two ideas: latent attention for a small cache, and many small "
         "experts balanced by a correction bias. I am built the same way, only much smaller."),
        ("DeepSeek-V3は、潜在アテンションを使う大きなMoEです。層ごとに256個のエキスパートがあり、トークンごとに8個と共有エキスパート1個が働きます。",
         "DeepSeekは、小さなキャッシュのための潜在アテンションと、バイアスでそろえた多くの小さなエキスパートを組み合わせました。私も同じ作りで、ずっと小さいものです。"),
        "DeepSeek-V3 is a large mixture of experts with latent attention.",
        "DeepSeek-V3は、潜在アテンションを使う大きなMoEモデルです。",
        ("How many experts does DeepSeek-V3 have?", "What is special about DeepSeek?",
         "Are you a DeepSeek model?", "How are you different from DeepSeek-V3?"),
        ("DeepSeek-V3にはエキスパートがいくつありますか？", "DeepSeekの特徴は何ですか？", "あなたはDeepSeekですか？"),
    ),
    Topic(
        ("a parameter", "parameters", "a weight", "weights"),
        ("パラメータ", "モデルの重み"),
        "a number that training adjusts",
        "学習で調整される数",
        ("Parameters are the numbers inside a model that training adjusts. More parameters can hold more "
         "knowledge, but they need more memory.",
         "A weight is one adjustable number of the network. All weights together decide what the model "
         "says."),
        ("パラメータは、学習で調整されるモデルの中の数です。多いほど多くの知識を持てますが、メモリーも必要です。",
         "重みは、ネットワークの中の調整できる数です。すべての重みが集まって、モデルの答えを決めます。"),
        "Parameters are the numbers that a model learns.",
        "パラメータは、モデルが学習する数です。",
        ("What do parameters do?", "Why do models have so many parameters?",
         "Where is the knowledge of a model?"),
        ("パラメータは何をしますか？", "モデルの知識はどこにありますか？"),
    ),
    Topic(
        ("an embedding", "embeddings", "the embedding table"),
        ("埋め込み", "エンベディング"),
        "a vector that stands for a token",
        "トークンを表すベクトル",
        ("An embedding is a list of numbers that stands for a token. Tokens with similar use get similar "
         "embeddings.",
         "The embedding table turns the number of a token into a vector. In this model the vector has "
         "256 entries, and every layer changes it a little."),
        ("埋め込みは、トークンを表す数の並びです。使われ方の似たトークンは、似た埋め込みになります。",
         "埋め込み表は、トークンの番号をベクトルに変えます。このモデルでは256個の数からなり、各層が少しずつ変えていきます。"),
        "An embedding is the vector that stands for a token.",
        "埋め込みは、トークンを表すベクトルです。",
        ("What does an embedding do?", "How does a token become a vector?",
         "How long is the vector of a token?"),
        ("埋め込みは何をしますか？", "トークンはどうやってベクトルになりますか？"),
    ),
    Topic(
        ("the sigmoid", "sigmoid scoring", "softmax and sigmoid", "the router score"),
        ("シグモイド", "ルーターの点数", "シグモイドとソフトマックス"),
        "sigmoid judges each expert alone, softmax makes them compete",
        "シグモイドは一人ずつ採点し、ソフトマックスは競争させる",
        ("A sigmoid turns a number into a score between zero and one. This router uses it, so each "
         "expert is judged on its own; with softmax the experts would share one total.",
         "The router score is the sigmoid of a product between the token and the expert's vector. A "
         "score near one means that the expert fits well."),
        ("シグモイドは、数を0から1の点数に変えます。このルーターはこれを使い、エキスパートを一人ずつ採点します。ソフトマックスなら全体で1を分け合います。",
         "ルーターの点数は、トークンとエキスパートのベクトルの積をシグモイドに通したものです。1に近いほどよく合っています。"),
        "A sigmoid scores each expert on its own, between zero and one.",
        "シグモイドは、各エキスパートを0から1で別々に採点します。",
        ("What is the difference between softmax and sigmoid?", "How is the router score computed?",
         "Why does the router use a sigmoid?"),
        ("シグモイドとソフトマックスの違いは何ですか？", "ルーターの点数はどう計算しますか？"),
    ),
    Topic(
        ("expert groups", "group-limited routing", "routing in groups", "node-limited routing"),
        ("エキスパートのグループ", "グループ制限ルーティング"),
        "first the best groups, then the best experts in them",
        "先によいグループを選び、その中からエキスパートを選ぶ",
        ("In group-limited routing the experts are divided into groups, and only the best groups may be "
         "used for a token. This keeps the traffic between machines small.",
         "With groups the router chooses twice: first the best groups, then the best experts inside "
         "them. This small model has only one group, so the first step does nothing."),
        ("グループ制限ルーティングでは、エキスパートをグループに分け、よいグループだけを使います。これで機械どうしの通信が減ります。",
         "グループがあると、ルーターは二度選びます。先によいグループ、次にその中のエキスパートです。この小さなモデルは一つのグループだけです。"),
        "Group-limited routing uses only experts of the best groups.",
        "グループ制限ルーティングは、よいグループのエキスパートだけを使う方法です。",
        ("Why are experts divided into groups?", "What does group-limited routing do?"),
        ("なぜエキスパートをグループに分けるのですか？", "グループ制限ルーティングは何をしますか？"),
    ),
    Topic(
        ("an auxiliary loss", "the auxiliary loss", "a balancing loss"),
        ("補助損失", "バランス損失"),
        "a penalty for uneven experts, which disturbs the main goal",
        "偏りへの罰で、本来の目的を少し邪魔する",
        ("An auxiliary loss punishes the router when the experts are used unevenly. It works, but it "
         "pulls against the real goal, so newer models balance with a bias instead.",
         "The auxiliary loss was the first way to balance experts: an extra term that is small when all "
         "are used equally. Too much of it makes the model worse."),
        ("補助損失は、エキスパートの使われ方が偏るとルーターに罰を与えます。効果はありますが本来の目的を邪魔するので、新しいモデルはバイアスを使います。",
         "補助損失は、負荷をそろえる最初の方法でした。均等なら小さくなる項を加えますが、強すぎるとモデルが悪くなります。"),
        "An auxiliary loss punishes uneven use of the experts.",
        "補助損失は、エキスパートの偏りに罰を与える損失です。",
        ("What does an auxiliary loss do?", "Why avoid the auxiliary loss?",
         "What does auxiliary-loss-free mean?"),
        ("補助損失は何をしますか？", "なぜ補助損失を避けるのですか？"),
    ),
    Topic(
        ("the context length", "the context", "the context window"),
        ("文脈の長さ", "コンテキスト", "コンテキスト長"),
        "how many tokens the model can look at; here 2048",
        "見ることのできるトークンの数で、ここでは2048",
        ("The context is the text that the model can see: your messages and its own answers. This model "
         "can hold 2048 tokens, and it was trained on short conversations.",
         "The context length is the largest number of tokens a model can look back at. When it is full, "
         "older text must be left out."),
        ("コンテキストは、モデルが見ることのできる文章です。このモデルは2048トークンまで持てますが、短い会話で学習しました。",
         "コンテキスト長は、モデルが振り返ることのできるトークンの最大数です。いっぱいになったら、古い文章を外さなければなりません。"),
        "The context length is the number of tokens a model can look at.",
        "コンテキスト長は、モデルが見られるトークンの数です。",
        ("How long is your context?", "How much text can you remember?",
         "What happens when the context is full?"),
        ("どれくらい長い文章を覚えられますか？", "コンテキストがいっぱいになるとどうなりますか？"),
    ),
    Topic(
        ("a hallucination", "hallucinations", "a wrong answer of a model"),
        ("ハルシネーション", "モデルの間違い"),
        "a likely sentence need not be a true one",
        "ありそうな文が正しいとは限らない",
        ("A hallucination is an answer that sounds right but is not true. A model writes what is likely, "
         "and it does not check the facts.",
         "Models hallucinate because they learn which words follow each other, not what is true. Small "
         "models like me do it often."),
        ("ハルシネーションは、もっともらしいのに正しくない答えです。モデルはありそうな言葉を書くだけで、事実を確かめません。",
         "モデルは言葉の続き方を学ぶので、間違いを本当のように書くことがあります。私のような小さなモデルではよく起きます。"),
        "A hallucination is an answer that sounds right but is wrong.",
        "ハルシネーションは、もっともらしい間違いの答えです。",
        ("Why do models hallucinate?", "Why are your answers sometimes wrong?",
         "Why do language models make things up?"),
        ("なぜモデルは間違えるのですか？", "なぜ嘘を書くことがあるのですか？"),
    ),
    Topic(
        ("a GPU", "GPUs", "memory bandwidth", "the speed of a model"),
        ("GPU", "メモリー帯域", "モデルの速さ"),
        "writing one token means reading all active weights",
        "一つ書くたびに、働く重みをすべて読む",
        ("To write one token, the machine must read all active weights from memory. So the speed of a "
         "model depends on memory bandwidth, and a GPU is fast because it has much of it.",
         "A GPU does many calculations side by side and reads memory very quickly. A small model like "
         "this one also runs well on an ordinary processor."),
        ("トークンを一つ書くには、働く重みをすべてメモリーから読みます。だから速さはメモリー帯域で決まり、それが大きいGPUは速いのです。",
         "GPUは、多くの計算を同時に行い、メモリーをとても速く読みます。このような小さなモデルは、普通のプロセッサーでもよく動きます。"),
        "Speed depends on how fast the active weights can be read from memory.",
        "モデルの速さは、働く重みを読む速さで決まります。",
        ("Why does a model need a GPU?", "What limits the speed of a model?", "Why are GPUs fast?",
         "Do you need a GPU?"),
        ("なぜGPUが必要ですか？", "モデルの速さは何で決まりますか？", "GPUがなくても動きますか？"),
    ),
    Topic(
        ("the routing map", "this picture", "the heat map"),
        ("ルーティングマップ", "この図", "ヒートマップ"),
        "rows are layers, columns are experts, bright means a high weight",
        "行は層、列はエキスパート、明るいほど重みが大きい",
        ("In the routing map each row is a layer and each column an expert. A bright cell means that the "
         "expert got a high weight for this token.",
         "The map shows where a token went. Four cells light up in every layer with experts, and the "
         "shared expert, drawn apart, is always lit."),
        ("ルーティングマップでは、行が層、列がエキスパートです。明るいマスは、そのトークンで重みが大きかったエキスパートを示します。",
         "この図は、トークンがどこへ行ったかを示します。エキスパートのある層ごとに4つのマスが光り、共有エキスパートはいつも光っています。"),
        "The routing map shows which experts each layer chose for a token.",
        "ルーティングマップは、層ごとにどのエキスパートが選ばれたかを示す図です。",
        ("What am I seeing?", "How do I read the routing map?", "What do the bright cells mean?",
         "What do the rows and columns mean?"),
        ("何が見えているのですか？", "この図はどう読みますか？", "明るいマスは何を意味しますか？"),
    ),
)
