# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""How such models learn and think."""

from .sample import Topic

TOPICS = (
    Topic(
        ("reinforcement learning", "RL", "reward learning"),
        ("強化学習", "RL"),
        "answers with a good reward become more likely",
        "よい報酬の答えを出やすくする",
        ("In reinforcement learning the model tries answers and gets a reward for good ones. Training "
         "then makes the good answers more likely and the bad ones less likely.",
         "Reinforcement learning teaches by trial and reward. The model is not shown the right answer; "
         "it only learns how good its own attempts were."),
        ("強化学習では、モデルが答えを試し、よい答えに報酬をもらいます。学習によって、よい答えが出やすくなります。",
         "強化学習は、試行と報酬で教える方法です。正解は見せず、自分の試みがどれだけよかったかだけを学びます。"),
        "Reinforcement learning makes rewarded answers more likely.",
        "強化学習は、報酬のよい答えを出やすくする学習です。",
        ("How does reinforcement learning work?", "What is a reward?",
         "How does a model learn from rewards?"),
        ("強化学習はどう働きますか？", "報酬とは何ですか？"),
    ),
    Topic(
        ("GRPO", "group relative policy optimisation", "group relative policy optimization"),
        ("GRPO", "グループ相対方策最適化"),
        "answers of a group are compared with their own average",
        "同じ質問の答えを平均と比べる",
        ("GRPO lets the model write a group of answers to the same question and compares each reward "
         "with the average of the group. Answers above the average become more likely, so no extra value "
         "model is needed.",
         "In GRPO a question is answered several times. An answer that is better than the others in its "
         "group is encouraged, a worse one is discouraged."),
        ("GRPOでは、同じ質問に何通りも答え、それぞれの報酬をグループの平均と比べます。平均より上の答えを出やすくするので、価値モデルは要りません。",
         "GRPOは、一つの質問に複数の答えを書かせます。グループの中でよい答えを強め、悪い答えを弱めます。"),
        "GRPO compares several answers to one question and strengthens those above the average.",
        "GRPOは、同じ質問への答えを比べて、平均より上のものを強める方法です。",
        ("How does GRPO work?", "What does GRPO do?", "Why does GRPO need no value model?"),
        ("GRPOはどう働きますか？", "GRPOは何をしますか？", "GRPOに価値モデルが要らないのはなぜ？"),
    ),
    Topic(
        ("routing replay", "router replay", "stable routing in RL"),
        ("ルーティングリプレイ", "ルーターの再生"),
        "training must use the same experts as writing did",
        "学習でも生成と同じエキスパートを使う",
        ("Routing replay records which experts were chosen while the answer was written and uses the "
         "same ones in training. So both see the same network, and reinforcement learning stays stable.",
         "Small rounding differences can change the chosen experts between writing and training. Routing "
         "replay repeats the recorded choice and removes this mismatch."),
        ("ルーティングリプレイは、答えを書いたときに選ばれたエキスパートを記録し、学習でも同じものを使います。これで強化学習が安定します。",
         "小さな丸めの違いで、選ばれるエキスパートが変わることがあります。ルーティングリプレイは記録した選択を繰り返して、このずれをなくします。"),
        "Routing replay reuses the recorded experts during training.",
        "ルーティングリプレイは、記録したエキスパートを学習でも使う方法です。",
        ("Why is routing replay useful?", "What does routing replay do?", "Why is RL unstable with experts?"),
        ("ルーティングリプレイは何をしますか？", "なぜルーティングを記録するのですか？"),
    ),
    Topic(
        ("training", "how a model learns", "gradient descent", "the loss"),
        ("学習", "モデルの学び方", "勾配降下法", "損失"),
        "predict the next token, measure the error, change the weights a little",
        "次のトークンを予測し、誤差を測り、重みを少し変える",
        ("A model learns by predicting the next token. The loss says how wrong it was, and gradient "
         "descent changes every weight a little so that the loss falls.",
         "Training shows the model a great deal of text. After each guess the weights move a small step "
         "in the direction that makes the guess better."),
        ("モデルは、次のトークンを予測して学びます。損失が間違いの大きさを示し、勾配降下法が重みを少しずつ直します。",
         "学習では、モデルに多くの文章を見せます。予測のたびに、よくなる方向へ重みを少し動かします。"),
        "A model learns by predicting the next token and correcting its weights.",
        "モデルは、次のトークンを予測し、重みを直しながら学びます。",
        ("How does a model learn?", "How is a language model trained?", "What happens during training?"),
        ("モデルはどうやって学びますか？", "学習では何が起きますか？"),
    ),
    Topic(
        ("thinking mode", "chain of thought", "a reasoning model", "thinking"),
        ("思考モード", "思考の連鎖", "推論モデル"),
        "write the steps first, then the answer",
        "先に途中の考えを書き、それから答える",
        ("In thinking mode the model first writes its reasoning between think tags and then the answer. "
         "The written steps help, because later tokens can read them.",
         "A chain of thought is reasoning written as text. It gives the model more steps of computing "
         "before it has to commit to an answer."),
        ("思考モードでは、先に考えを書き、それから答えます。書いた途中の考えを後のトークンが読めるので、答えがよくなります。",
         "思考の連鎖は、文章として書いた推論です。答えを決める前に、計算の段階を増やせます。"),
        "In thinking mode the model writes its reasoning before the answer.",
        "思考モードでは、答えの前に考えを書きます。",
        ("Why does thinking help?", "What does thinking mode do?", "How does a reasoning model work?"),
        ("思考モードは何をしますか？", "なぜ考えを書くとよいのですか？"),
    ),
    Topic(
        ("specialisation of experts", "expert specialisation", "specialised experts"),
        ("エキスパートの専門化", "専門化"),
        "experts that see the same kind of token become good at it",
        "同じ種類のトークンを見て得意になる",
        ("Experts specialise because each one learns only from the tokens it receives. Often one group "
         "of experts takes Japanese, another takes digits or code, but nobody told them to.",
         "Specialisation grows by itself: an expert that is a little better at some tokens gets more of "
         "them and improves further."),
        ("エキスパートは、受け取ったトークンだけから学ぶので専門化します。日本語、数字、コードなどに分かれることがありますが、誰も命令していません。",
         "専門化は自然に進みます。あるトークンが少し得意なエキスパートは、それをもっと受け取り、さらに上手になります。"),
        "Experts specialise because each one learns only from its own tokens.",
        "エキスパートは、受け取るトークンから学ぶうちに専門化します。",
        ("Why do experts specialise?", "Do experts have topics?", "How do experts become different?"),
        ("なぜエキスパートは専門化するのですか？", "エキスパートに担当はありますか？"),
    ),
    Topic(
        ("quantisation", "quantization", "4-bit weights"),
        ("量子化", "4ビットの重み"),
        "fewer bits per weight, less memory, a little less exact",
        "重みのビット数を減らして、メモリーを節約する",
        ("Quantisation stores the weights with fewer bits. The model becomes smaller and faster, and a "
         "little less exact.",
         "With quantisation a weight may use four or eight bits instead of sixteen. Less memory has to "
         "be read for each token, so writing is faster."),
        ("量子化は、重みを少ないビットで保存することです。モデルは小さく速くなりますが、少しだけ正確さが下がります。",
         "量子化では、重みに16ビットの代わりに4ビットや8ビットを使います。読むメモリーが減るので速くなります。"),
        "Quantisation stores weights with fewer bits to save memory.",
        "量子化は、重みを少ないビットで保存してメモリーを節約することです。",
        ("What does quantisation do?", "Why are weights quantised?", "Is a quantised model worse?"),
        ("量子化すると何が変わりますか？", "なぜ量子化するのですか？"),
    ),
    Topic(
        ("a reward", "the reward", "a verifiable reward", "a rule-based reward"),
        ("報酬", "検証できる報酬", "ルールによる報酬"),
        "a rule checks the answer and gives one or zero",
        "ルールで答えを確かめ、1か0を与える",
        ("A reward is a number that says how good an answer was. For sums a simple rule can check it: the "
         "right result gets one, a wrong one gets zero.",
         "A verifiable reward needs no human judge. A rule compares the answer with the true result, so "
         "the model cannot argue with it."),
        ("報酬は、答えのよさを表す数です。計算なら簡単なルールで確かめられます。正しければ1、間違いなら0です。",
         "検証できる報酬には、人の判定が要りません。ルールが答えを本当の結果と比べるので、ごまかせません。"),
        "A reward is a number that says how good an answer was.",
        "報酬は、答えのよさを表す数です。",
        ("What does a reward do?", "How do you reward a model?", "What is a rule-based reward?"),
        ("報酬は何をしますか？", "ルールによる報酬とは何ですか？"),
    ),
    Topic(
        ("supervised training", "SFT", "supervised fine-tuning", "before and after RL"),
        ("教師あり学習", "SFT", "RLの前と後"),
        "first examples are copied, then rewards improve the answers",
        "まず手本をまね、次に報酬で答えをよくする",
        ("In supervised training a model copies examples, good ones and careless ones alike. Reinforcement "
         "learning comes afterwards and keeps what earns a reward.",
         "Before reinforcement learning the workshop model often forgets to carry in a sum. Afterwards it "
         "carries nearly always, because only right results were rewarded."),
        ("教師あり学習では、モデルは手本をまねます。よい手本も雑な手本もまねます。そのあとの強化学習で、報酬をもらえるやり方が残ります。",
         "強化学習の前、ワークショップのモデルは繰り上がりをよく忘れます。正しい結果だけに報酬があるので、後ではほとんど忘れません。"),
        "Supervised training copies examples, reinforcement learning keeps what earns a reward.",
        "教師あり学習は手本をまね、強化学習は報酬をもらえるやり方を残します。",
        ("What does supervised training do?", "How is supervised training different from RL?",
         "What is the difference before and after RL?"),
        ("教師あり学習は何をしますか？", "RLの前と後では何が違いますか？"),
    ),
)
