# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Questions about twenty concepts in wordings that the training text does not contain (evaluate.py checks that):
five in English and five in Japanese for each, under the first English name of the topic."""

CONCEPTS = {
    "a router": (
        ("Could you explain to my class how the router picks its experts?",
         "Which component of the layer selects experts?", "By what means are tokens sent to experts?",
         "Please walk me through the job of the gating network.",
         "What exactly does the router look at?"),
        ("ルーターの働きを授業で説明したいのですが", "エキスパートを選び出す部品は何ですか？", "ルーターはどんな基準で選びますか？",
         "ゲートの役目をやさしく説明して", "トークンをエキスパートへ送るのは何ですか？")),
    "a mixture of experts": (
        ("What is the big idea of a mixture of experts?", "Give my class an introduction to MoE.",
         "Why would anyone build an MoE model?", "What advantage do mixture of experts models have?",
         "Can you sum up what an MoE is?"),
        ("MoEとはどんなモデルですか？", "混合エキスパートを高校生に説明して", "MoEを使うよさは何でしょうか？", "MoEの基本を教えてほしい",
         "Mixture of Expertsとは結局何ですか？")),
    "an expert": (
        ("What is an expert in this model, exactly?", "Of what does a routed expert consist?",
         "Are experts small networks?", "What would I find inside one expert?", "What do your experts work on?"),
        ("このモデルのエキスパートとはどんなものですか？", "エキスパートはどんな仕事をするの？", "専門家とはここでは何のことですか？",
         "エキスパートの中には何がありますか？", "エキスパート一つは何を処理しますか？")),
    "a shared expert": (
        ("What purpose does the shared expert serve?", "Why does the shared expert see every token?",
         "Is the shared expert ever switched off?", "How do shared experts help the others?",
         "Why keep an expert that is always active?"),
        ("共有エキスパートはどうして必要なの？", "共有エキスパートだけいつも動くのはなぜ？", "共有エキスパートの担当は何ですか？",
         "シェアードエキスパートを説明してほしい", "共有エキスパートがあると何がうれしいですか？")),
    "top-k": (
        ("What is meant by top-k routing here?", "How many experts get to work on each token?",
         "What would a larger k change?", "Why do only four of the experts run?", "Explain to me the k of top-k."),
        ("top-kルーティングとはどういうものですか？", "トークン一つにエキスパートはいくつ使われますか？", "kを増やすと何が変わりますか？",
         "上位k個の選択を説明して", "どうして4つのエキスパートだけなのですか？")),
    "load balancing": (
        ("What would happen if all tokens went to one expert?", "Why is it bad when experts are used unevenly?",
         "How come the load of the experts must be balanced?", "Is balancing the experts really necessary?",
         "What is the aim of load balancing?"),
        ("負荷分散をしないと何が起きますか？", "エキスパートの負荷をそろえるのはなぜですか？", "一部のエキスパートだけが働くと何が問題ですか？",
         "ロードバランシングの目的を教えて", "公平にトークンを配る理由は？")),
    "the correction bias": (
        ("What is the correction bias good for, in your own words?", "How does a bias keep the experts balanced?",
         "Why add a correction bias to the scores?", "Does the correction bias touch the output weights?",
         "What happens to the bias of a busy expert?"),
        ("補正バイアスは何の役に立つのでしょうか？", "バイアスで負荷をそろえる方法を説明して", "点数にバイアスを足すのはなぜ？",
         "補正バイアスで出力の重みは変わりますか？", "補正バイアスはどんなときに上がりますか？")),
    "a dense model": (
        ("How come a sparse network is cheaper to run?", "In what way do sparse models differ from dense ones?",
         "What separates a dense model from a sparse model?", "Are you a dense or a sparse model?",
         "Do dense models use every weight?"),
        ("疎なモデルのほうが安いのはなぜでしょう？", "密なモデルと疎なモデルを比べてください", "密なモデルでは全部の重みを使いますか？",
         "疎なモデルは密なモデルとどこが違うの？", "あなたは疎なモデルですか？")),
    "active parameters": (
        ("How do active parameters differ from total ones?", "Why is the active parameter count smaller?",
         "Which of the parameters does a token really use?", "What do total parameters tell me?",
         "Why does a model have both total and active parameters?"),
        ("アクティブパラメータと総パラメータはどう違う？", "一部のパラメータだけがアクティブなのはなぜ？", "アクティブパラメータを説明してほしい",
         "総パラメータから何がわかりますか？", "トークンごとに使うパラメータは何と呼びますか？")),
    "MLA": (
        ("What does MLA do to save memory?", "How is latent attention different from ordinary attention?",
         "Explain to us what multi-head latent attention compresses.", "What is clever about MLA?",
         "In which way does MLA make the cache small?"),
        ("MLAだとメモリーが減る理由は？", "MLAは普通のアテンションとどこが違う？", "潜在アテンションを初心者にもわかるように教えて",
         "MLAの賢いところは何ですか？", "MLAは過去をどう圧縮しますか？")),
    "the latent cache": (
        ("What exactly is kept in the latent cache?", "How small is the latent cache?",
         "What do the numbers of the latent vector hold?", "Why is a latent cache enough?",
         "Show me what the latent cache remembers."),
        ("潜在キャッシュに残るものは何ですか？", "潜在キャッシュはどのくらい小さいですか？", "潜在ベクトルには何が入りますか？",
         "潜在キャッシュを説明してほしい", "潜在キャッシュが小さい理由は？")),
    "a KV cache": (
        ("What is the reason for having a KV cache?", "Why do we store keys and values?",
         "How come the KV cache keeps growing?", "What would a model without a KV cache do?",
         "Does a long chat need a larger cache?"),
        ("KVキャッシュがある理由を教えて", "キーと値を保存しておくのはなぜ？", "KVキャッシュがだんだん増えるのはなぜ？",
         "KVキャッシュなしでは何が起きますか？", "キーバリューキャッシュの役目を説明して")),
    "attention": (
        ("What is attention looking for?", "How does attention bring in earlier tokens?",
         "What is the task of an attention head?", "Why do tokens need attention?",
         "How do queries and keys work together?"),
        ("アテンションは何を集めますか？", "アテンションヘッドの仕事を教えて", "アテンションが過去を見る方法は？", "注意機構をやさしく説明して",
         "クエリとキーは何のためにありますか？")),
    "a token": (
        ("Into what does the tokenizer cut a sentence?", "Are tokens the same as words?",
         "What kind of pieces are tokens?", "Why do models use tokens and not letters?",
         "Give me the meaning of token."),
        ("トークンと単語は同じですか？", "トークナイザーは文をどう分けますか？", "トークンとはどんな部品ですか？",
         "モデルが文字ではなくトークンを読むのはなぜ？", "トークンとは結局何ですか？")),
    "temperature": (
        ("What changes when I raise the temperature?", "Which effect has a low temperature?",
         "Explain the temperature setting.", "How does sampling pick the next token?",
         "Why would I turn down the temperature?"),
        ("温度を高くすると答えはどう変わりますか？", "温度が低いとどんな答えになりますか？", "温度の設定を説明して",
         "サンプリングでは次のトークンをどう選びますか？", "温度を下げるのはどんなとき？")),
    "reinforcement learning": (
        ("How does learning by reward work?", "What is the point of reinforcement learning for a model?",
         "Can you describe reinforcement learning to beginners?", "What does RL training do to the answers?",
         "How can trial and reward teach a model?"),
        ("強化学習とはどんな学習ですか？", "RLは答えをどう変えますか？", "報酬でモデルを学習させる方法は？", "強化学習を初心者向けに説明してほしい",
         "試行と報酬で学ぶとはどういうことですか？")),
    "GRPO": (
        ("How does GRPO use the average of a group?", "What is GRPO trying to do?",
         "Why does GRPO write several answers to one question?", "In GRPO, which answers become more likely?",
         "Describe the group idea behind GRPO."),
        ("GRPOではグループの平均を何に使うの？", "GRPOが何通りも答えを書くのはなぜ？", "GRPOではどの答えが出やすくなりますか？",
         "GRPOをわかりやすく説明してほしい", "GRPOのグループは何のため？")),
    "a reward": (
        ("How does a rule decide on the reward?", "Which answers earn a reward?",
         "What is verifiable about the reward?", "Is the reward given by a human?",
         "What reward does a wrong sum get?"),
        ("報酬はどんなルールで決まりますか？", "報酬をもらえるのはどんな答えですか？", "検証できる報酬を説明して", "報酬は人が決めますか？",
         "間違った計算の報酬はいくつですか？")),
    "thinking mode": (
        ("Why does it help to think first?", "What do you write in thinking mode?",
         "Explain the chain of thought to my students.", "What is the use of the think tags?",
         "How does a reasoning model reach its answer?"),
        ("先に考えるとなぜよいのですか？", "思考モードでは何を書くの？", "思考の連鎖を生徒に説明して", "thinkタグは何のため？",
         "推論モデルはどうやって答えを出しますか？")),
    "specialisation of experts": (
        ("How come experts specialise?", "Is each expert a specialist?", "Do some experts like Japanese or code?",
         "In what way do experts specialise during training?", "Why do the experts end up different?"),
        ("エキスパートが専門化するのはどうして？", "エキスパートはそれぞれ得意なことがありますか？", "日本語が得意なエキスパートはいますか？",
         "専門化はどうやって進みますか？", "エキスパートの専門化を説明して")),
}
