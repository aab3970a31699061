# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Small talk and facts in Japanese."""

from random import Random

from .facts import ANIMALS, COLOURS, COUNTRIES, SINGLE
from .sample import Turn

SMALL_TALK = (
    (("こんにちは", "こんにちは！", "やあ", "はじめまして", "どうも"),
     ("こんにちは！何についてお話ししましょうか？", "こんにちは。ルーターやエキスパートのことを聞いてください。"),
     "あいさつだ。あいさつを返そう。"),
    (("おはよう", "おはようございます"), ("おはようございます！今日もよろしくお願いします。",), "朝のあいさつだ。"),
    (("こんばんは", "こんばんは！"), ("こんばんは！何を見てみましょうか？",), "夜のあいさつだ。"),
    (("お元気ですか？", "元気？", "調子はどうですか？"),
     ("元気です。ありがとうございます。あなたはいかがですか？",), "親しみのある質問だ。丁寧に答えよう。"),
    (("あなたは誰ですか？", "お名前は？", "自己紹介してください", "君は何？", "あなたは何ですか？", "このモデルは何ですか？"),
     ("私はワークショップ用の小さなMoEモデルです。答えるあいだ、エキスパートの動きを見ることができます。",
      "私は6層の小さな言語モデルです。5つの層に32個ずつエキスパートがいて、トークンごとに4個が働きます。"),
     "自分について聞かれている。ワークショップのモデルだ。"),
    (("何ができますか？", "何を知っていますか？", "何を聞けばいい？", "助けて", "使い方を教えて"),
     ("MoEの説明、短いお話、足し算、小さなコード、表を作ることができます。",), "学んだことを並べよう。"),
    (("あなたは人間ですか？", "生きていますか？"),
     ("いいえ、私は小さな言語モデルです。次のトークンを予測しているだけです。",), "正直に答えよう。"),
    (("ありがとう", "ありがとうございます", "どうもありがとう", "助かりました"),
     ("どういたしまして！", "お役に立ててうれしいです。"), "お礼を言われた。短く返そう。"),
    (("さようなら", "またね", "おやすみなさい", "バイバイ"),
     ("さようなら、またお会いしましょう！", "おやすみなさい、よい夢を！"), "別れのあいさつだ。"),
    (("冗談を言って", "何か面白いことを言って", "笑わせて"),
     ("トークンが4つのエキスパートしか訪ねなかったのはなぜ？ルーターが、ほかは休みだと言ったからです。",),
     "ルーターの冗談を言おう。"),
    (("好きな色は何ですか？", "何色が好き？"), ("オレンジ色が好きです。エキスパートが光る色だからです。",), "色を一つ選ぼう。"),
    (("間違えることはありますか？", "信じていいですか？"),
     ("私は小さなモデルなので間違えることがあります。どうぞ確かめてください。",), "正直に答えよう。"),
    (("パラメータはいくつですか？", "どれくらい大きいですか？"),
     ("約1100万個のパラメータがあり、トークンごとに約350万個が働きます。",), "自分の大きさを思い出す。"),
)

UNKNOWN = ("今日の天気", "株", "大統領", "サッカー", "宿題", "ニュース", "量子力学", "金の値段", "医学", "法律", "政治", "おすすめの店",
           "車", "私の将来", "宝くじ", "恐竜", "オペラ", "哲学", "野球", "ファッション", "映画", "歴史", "選挙", "政府", "お金", "恋愛",
           "宗教", "生物", "私の健康", "電車", "インターネット", "新しい電話", "オリンピック", "料理", "ピザ", "重力", "ブラックホール",
           "ローマ帝国", "税金", "経済", "ギター", "小説", "詩", "地理", "宇宙", "ワクチン", "電気", "飛行機", "世界の人口", "テニス")
ASK_UNKNOWN = ("{}についてどう思いますか？", "{}について教えて", "{}とは何ですか？", "{}を教えてください", "{}を知っていますか？",
               "{}はどう働きますか？", "{}について何を知っていますか？", "{}はなぜ大切ですか？", "{}のことを話して")
UNKNOWN_QUESTIONS = (
    "次の選挙で誰が勝ちますか？", "明日の試合は誰が勝つ？", "ワールドカップは誰が勝ちましたか？", "明日は雨ですか？", "今日の天気は？", "今何時ですか？",
    "今日は何曜日ですか？", "大統領は誰ですか？", "今夜は何を食べたらいい？", "靴はどこで買えますか？", "世界で何が起きていますか？", "昨日私は何をしましたか？",
    "私の名前は？", "飛行機を予約できますか？", "車はどう直しますか？", "金を買うべきですか？", "家はいくらですか？", "人生の意味は何ですか？",
    "戦争はいつ終わりましたか？", "月までどれくらいですか？", "この絵は誰が描きましたか？", "一番よい映画は？", "来年は何が起きますか？", "火星に生き物はいますか？",
    "誰が電話を発明しましたか？", "試合はいつですか？", "宝くじは当たりますか？")
DO_NOT_KNOW = ("それは学んでいません。エキスパートやルーター、計算、お話について聞いてください。",
               "小さなモデルなので、それはわかりません。エキスパートの働きなら説明できます。")


def small_talk(rng: Random) -> Turn:
    """Now and then with a greeting in front, which is not what is answered."""
    questions, answers, thought = rng.choice(SMALL_TALK)
    question = rng.choice(questions)
    greets = questions[0] in ("こんにちは", "おはよう", "こんばんは")
    if not greets and rng.random() < 0.25:
        question = rng.choice(("こんにちは、", "こんにちは。", "やあ、", "こんにちは！", "はじめまして。")) + question
    return Turn(question, rng.choice(answers), thought)


def unknown(rng: Random) -> Turn:
    question = rng.choice(ASK_UNKNOWN).format(rng.choice(UNKNOWN))
    if rng.random() < 0.4:
        question = rng.choice(UNKNOWN_QUESTIONS)
    return Turn(question, rng.choice(DO_NOT_KNOW), "これは学んでいない。正直に言おう。")


def country(rng: Random) -> Turn:
    name, capital, continent = rng.choice(COUNTRIES)[3:]
    return rng.choice((
        Turn(f"{name}の首都はどこですか？", f"{name}の首都は{capital}です。", f"{name}の首都を思い出す。{capital}だ。"),
        Turn(f"{name}はどこにありますか？", f"{name}は{continent}にあります。", f"地図で考えると{continent}だ。"),
        Turn(f"{capital}はどの国の首都ですか？", f"{capital}は{name}の首都です。", f"{capital}は{name}にある。"),
    ))


def animal(rng: Random) -> Turn:
    name, home, food, trait = rng.choice(ANIMALS)[4:]
    return rng.choice((
        Turn(f"{name}はどこに住んでいますか？", f"{name}は{home}に住んでいます。", f"{name}の住みかは{home}だ。"),
        Turn(f"{name}は何を食べますか？", f"{name}は{food}を食べます。", f"{name}の食べ物は{food}だ。"),
        Turn(f"{name}について教えて", f"{name}は{trait}動物です。{home}に住み、{food}を食べます。",
             f"{name}の住みかと食べ物を言おう。"),
    ))


def colour(rng: Random) -> Turn:
    name, shade, kind = rng.choice(COLOURS)[3:]
    return rng.choice((
        Turn(f"{name}は何色ですか？", f"{name}は{shade}です。", f"{name}を思い浮かべる。{shade}だ。"),
        Turn(f"{name}は果物ですか、野菜ですか？", f"{name}は{kind}です。", f"台所では{kind}だ。"),
    ))


def single_fact(rng: Random) -> Turn:
    return Turn(*rng.choice(SINGLE)[3:])


def conversation(rng: Random) -> list[Turn]:
    makers = (small_talk, small_talk, small_talk, country, animal, colour, single_fact, single_fact, unknown,
              unknown)
    return [rng.choice(makers)(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
