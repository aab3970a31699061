# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Mixture of experts: who is asked, and how the choice is made."""

from .sample import Topic

TOPICS = (
    Topic(
        ("a router", "the router", "the gate", "a gating network", "routing"),
        ("ルーター", "ルータ", "ルーティング", "ゲート"),
        "a router scores the experts and keeps the best ones",
        "ルーターは点数をつけて、上位だけを選ぶ",
        ("A router is a small linear layer that looks at each token and gives every expert a score. Only "
         "the four best experts run, so the model stays large while the work per token stays small.",
         "The router decides which experts work on a token. It scores all experts, keeps the best four, "
         "and mixes their outputs with the scores as weights."),
        ("ルーターは小さな線形層で、トークンごとにすべてのエキスパートに点数をつけます。点数の高い4つだけが動くので、モデルは大きくても計算は少なくてすみます。",
         "ルーターは、どのエキスパートがトークンを処理するかを決めます。全員に点数をつけ、上位4つの出力を重みつきで足し合わせます。"),
        "A router picks the few experts that suit each token.",
        "ルーターは、各トークンにふさわしい専門家を4人だけ選ぶ仕組みです。",
        ("What does a router do in a mixture of experts?", "What does the router do?",
         "How does a router work?", "How does the router choose experts?",
         "Who decides which expert gets a token?", "Why do we need a router?",
         "What is the job of the router in an MoE model?", "How are experts selected?"),
        ("ルーターは何をしますか？", "ルーターの役割は何ですか？", "エキスパートはどうやって選ばれますか？", "MoEのルーターは何をするの？", "誰がエキスパートを選ぶのですか？"),
    ),
    Topic(
        ("a mixture of experts", "MoE", "mixture of experts", "an MoE model"),
        ("MoE", "混合エキスパート", "Mixture of Experts", "専門家の混合"),
        "many small networks, few of them active for each token",
        "小さなネットワークがたくさんあり、一部だけが動く",
        ("A mixture of experts replaces one big feed-forward layer with many small ones called experts. "
         "A router sends each token to only a few of them, so most of the model rests at any moment.",
         "In a mixture of experts, each layer holds many small networks, but every token uses only a "
         "few. The model can know a lot and still answer quickly."),
        ("MoEは、大きなフィードフォワード層を多くの小さなエキスパートに分けたものです。トークンごとに少数だけが動き、残りは休みます。",
         "MoEでは、各層にたくさんの小さなネットワークがあり、トークンはその一部だけを使います。だから大きくても速く動きます。"),
        "A mixture of experts is a large model that uses only a few of its parts for each token.",
        "MoEは、トークンごとに一部のエキスパートだけを使う大きなモデルです。",
        ("How does a mixture of experts work?", "Why use a mixture of experts?",
         "What is the idea behind MoE?", "What is good about mixture of experts models?",
         "Why are MoE models fast?"),
        ("MoEはどう動きますか？", "なぜMoEを使うのですか？", "MoEの利点は何ですか？", "MoEはなぜ速いのですか？"),
    ),
    Topic(
        ("an expert", "experts", "a routed expert", "routed experts"),
        ("エキスパート", "専門家", "ルーティングされるエキスパート"),
        "an expert is a small feed-forward network",
        "エキスパートは小さなフィードフォワード網",
        ("An expert is a small feed-forward network inside one layer. It works only on the tokens that "
         "the router sends to it, and with training it becomes good at the patterns it sees there.",
         "Experts are small networks that stand side by side in a layer. They are not experts in a "
         "school subject; each one just learns the kinds of tokens it is given most often."),
        ("エキスパートは、層の中にある小さなフィードフォワード網です。ルーターから送られたトークンだけを処理し、学習するうちに得意なパターンができます。",
         "エキスパートは層の中に並ぶ小さなネットワークです。教科の専門家ではなく、よく受け取るトークンの種類を覚えていきます。"),
        "An expert is a small network that works only on the tokens sent to it.",
        "エキスパートは、送られてきたトークンだけを処理する小さなネットワークです。",
        ("What does an expert do?", "What do the experts learn?", "Does every expert know one subject?",
         "What is inside an expert?", "Is an expert a whole model?"),
        ("エキスパートは何をしますか？", "エキスパートは何を学びますか？", "エキスパートの中身は何ですか？"),
    ),
    Topic(
        ("a shared expert", "the shared expert", "shared experts"),
        ("共有エキスパート", "共有専門家", "シェアードエキスパート"),
        "the shared expert runs for every token",
        "共有エキスパートはすべてのトークンで動く",
        ("The shared expert runs for every token, without asking the router. It learns what all tokens "
         "need, so the routed experts are free to specialise.",
         "A shared expert is always on. It carries common knowledge such as grammar, and the chosen "
         "experts add what is special about the token."),
        ("共有エキスパートは、ルーターに関係なくすべてのトークンで動きます。共通の知識を受け持つので、ほかのエキスパートは専門に集中できます。",
         "共有エキスパートはいつも動いています。文法のような共通の知識を担当し、選ばれたエキスパートが特別な部分を加えます。"),
        "The shared expert is always active and holds what every token needs.",
        "共有エキスパートは、すべてのトークンでいつも動くエキスパートです。",
        ("What does the shared expert do?", "Why is there a shared expert?",
         "When does the shared expert run?", "What is the difference between shared and routed experts?",
         "Does the router choose the shared expert?"),
        ("共有エキスパートは何をしますか？", "なぜ共有エキスパートがあるのですか？", "共有エキスパートはいつ動きますか？"),
    ),
    Topic(
        ("top-k", "top-k routing", "top-4 routing", "the top-k choice"),
        ("top-k", "トップk", "top-kルーティング", "上位k個の選択"),
        "only the k highest scores are kept",
        "点数の高いk個だけを残す",
        ("Top-k means that only the k experts with the highest scores are used. In this model k is four, "
         "out of thirty-two experts in each layer.",
         "With top-k routing the router sorts the experts by score and keeps the first k. A larger k "
         "costs more computing, a smaller k makes the choice sharper."),
        ("top-kとは、点数の高いk個のエキスパートだけを使うことです。このモデルでは、32個の中から4個を選びます。",
         "top-kでは、エキスパートを点数の順に並べ、上からk個を残します。kが大きいほど計算が増え、小さいほど選択が鋭くなります。"),
        "Top-k keeps only the k experts with the highest scores.",
        "top-kは、点数の高いk個のエキスパートだけを使う方法です。",
        ("What does top-k mean?", "How many experts are used for each token?", "What is k in top-k?",
         "What happens if k is larger?", "How many experts does this model have?", "Why only four experts?"),
        ("top-kとはどういう意味ですか？", "いくつのエキスパートが使われますか？", "kを大きくするとどうなりますか？", "エキスパートは何個ありますか？"),
    ),
    Topic(
        ("load balancing", "balanced experts", "expert load", "load balance"),
        ("負荷分散", "負荷のバランス", "ロードバランシング"),
        "every expert should get a fair share of tokens",
        "どのエキスパートにも公平にトークンを配る",
        ("Load balancing makes sure that every expert gets a fair share of the tokens. Without it, a few "
         "experts would do all the work and the others would learn nothing.",
         "A router likes to choose the same favourites again and again. Load balancing works against "
         "this, so that all experts are used and trained."),
        ("負荷分散は、どのエキスパートにも公平にトークンを配るための工夫です。これがないと、一部だけが働き、残りは何も学びません。",
         "ルーターは同じエキスパートばかり選びがちです。負荷分散はそれを防ぎ、全員が使われ、学習できるようにします。"),
        "Load balancing gives every expert a fair share of the tokens.",
        "負荷分散は、すべてのエキスパートに公平に仕事を配ることです。",
        ("Why is load balancing important?", "Why must experts be balanced?",
         "What happens without load balancing?", "What if one expert gets all tokens?",
         "How do you keep experts balanced?", "What is expert collapse?"),
        ("なぜ負荷分散が大切ですか？", "負荷分散がないとどうなりますか？", "一つのエキスパートだけが使われたら？"),
    ),
    Topic(
        ("the correction bias", "a correction bias", "e_score_correction_bias", "bias in the router"),
        ("補正バイアス", "ルーターのバイアス", "e_score_correction_bias"),
        "the bias changes the choice but not the weight",
        "バイアスは選択だけに使い、重みには使わない",
        ("The correction bias is a number added to each expert's score before the choice. It rises for "
         "experts that are used too little and falls for busy ones, and it never changes the output "
         "weights.",
         "The correction bias balances the experts without an extra loss. It only helps to choose them; "
         "the weights of the mixture come from the scores without the bias."),
        ("補正バイアスは、選ぶ前に各エキスパートの点数に足す数です。使われないものは上がり、忙しいものは下がります。出力の重みは変わりません。",
         "補正バイアスは、追加の損失なしで負荷をそろえます。選択だけに使われ、混ぜる重みはバイアスなしの点数から決まります。"),
        "The correction bias steers the choice of experts without changing their weights.",
        "補正バイアスは、重みを変えずにエキスパートの選ばれやすさを調整する数です。",
        ("What does the correction bias do?", "Why is there a bias in the router?",
         "How does the bias change?", "Does the bias change the gate weight?",
         "How can experts be balanced without a loss?"),
        ("補正バイアスは何をしますか？", "なぜルーターにバイアスがあるのですか？", "バイアスは重みを変えますか？"),
    ),
    Topic(
        ("a gate weight", "gate weights", "the gate weight", "the weight of an expert"),
        ("ゲートの重み", "エキスパートの重み"),
        "the weights say how much each chosen expert counts",
        "重みは、選ばれたエキスパートの割合を示す",
        ("The gate weight says how much a chosen expert counts in the sum. The scores of the four "
         "winners are divided by their total and then scaled.",
         "After the choice, each winner gets a gate weight from its score. A high weight means that the "
         "expert speaks loudly for this token."),
        ("ゲートの重みは、選ばれたエキスパートの出力をどれだけ足すかを示します。4つの点数を合計で割り、定数を掛けて求めます。",
         "選ばれたエキスパートは、点数から重みをもらいます。重みが大きいほど、そのトークンで強く働きます。"),
        "A gate weight says how strongly a chosen expert counts.",
        "ゲートの重みは、選ばれたエキスパートの強さを表します。",
        ("What does the gate weight mean?", "How is the gate weight computed?",
         "What does a bright cell mean?", "How are the outputs of the experts mixed?"),
        ("ゲートの重みはどう計算しますか？", "エキスパートの出力はどう混ぜますか？"),
    ),
    Topic(
        ("a dense model", "sparse and dense models", "a sparse model", "sparse vs dense"),
        ("密なモデル", "疎なモデル", "疎なモデルと密なモデル"),
        "dense uses all weights, sparse only some",
        "密は全部、疎は一部の重みを使う",
        ("A dense model uses all its weights for every token. A sparse model, such as a mixture of "
         "experts, uses only a small part, so it can be much larger at the same speed.",
         "Dense means that everything works on every token; sparse means that only the chosen experts "
         "do. Sparse models save computing, but all their weights must still fit in memory."),
        ("密なモデルは、トークンごとにすべての重みを使います。疎なモデルは一部だけを使うので、同じ速さでもずっと大きくできます。",
         "密では全部が動き、疎では選ばれたエキスパートだけが動きます。疎なモデルは計算を節約しますが、メモリーには全部が必要です。"),
        "A dense model uses all its weights for each token, a sparse one only a part.",
        "密なモデルは全部の重みを使い、疎なモデルは一部だけを使います。",
        ("What is the difference between sparse and dense models?", "Sparse or dense, which is better?",
         "How is a dense model different?", "Why is a sparse model cheaper?"),
        ("疎なモデルと密なモデルの違いは何ですか？", "疎と密はどう違いますか？", "なぜ疎なモデルは安いのですか？"),
    ),
    Topic(
        ("active parameters", "total and active parameters", "the active parameters"),
        ("アクティブパラメータ", "総パラメータとアクティブパラメータ"),
        "total is what is stored, active is what one token uses",
        "総数は保存される数、アクティブは使われる数",
        ("Total parameters are all the numbers stored in the model. Active parameters are those that one "
         "token really uses, and they decide how fast the model runs.",
         "In a mixture of experts only some parameters are active for a token. Memory depends on the "
         "total, speed depends on the active part."),
        ("総パラメータは、モデルに保存されたすべての数です。アクティブパラメータは一つのトークンが実際に使う数で、速さを決めます。",
         "MoEでは、トークンごとに一部のパラメータだけが働きます。メモリーは総数で、速さはアクティブな数で決まります。"),
        "Active parameters are those that one token really uses.",
        "アクティブパラメータは、一つのトークンが実際に使うパラメータです。",
        ("What are active parameters?", "What is the difference between total and active parameters?",
         "Why are there two parameter counts?"),
        ("アクティブパラメータとは何ですか？", "なぜパラメータ数が二つあるのですか？"),
    ),
)
