# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Short stories about animals: a wish, a trouble, a helper and an end, the same plot in both languages."""

from dataclasses import dataclass
from random import Random

from .facts import ANIMALS
from .sample import Turn

# where it lives; the same in Japanese
PLACES = (("in a deep forest", "深い森"), ("by a quiet river", "静かな川のほとり"), ("on a green hill", "緑の丘"),
          ("near a small village", "小さな村の近く"), ("behind an old temple", "古いお寺の裏"),
          ("under a big tree", "大きな木の下"))
# what it wished, what it did about it, what it found in the end
WISHES = (
    ("wanted to see the sea", "set out at sunrise", "saw the sea shine in the evening light", "sea",
     "海を見たいと思っていました", "夜明けに旅に出ました", "夕日に光る海を見ました", "海を見る"),
    ("looked for the first snow", "climbed the mountain", "felt the first snow on its nose", "first snow",
     "初雪を探していました", "山に登りました", "鼻の上に初雪を感じました", "初雪を見つける"),
    ("wanted to learn a song", "listened to the birds every morning", "sang a song of its own", "song",
     "歌を覚えたいと思っていました", "毎朝、鳥の声を聞きました", "自分の歌を歌いました", "歌を覚える"),
    ("lost a golden key", "searched the whole path", "found the key under a leaf", "golden key",
     "金の鍵をなくしました", "道をすべて探しました", "葉の下で鍵を見つけました", "鍵を見つける"),
    ("wanted to catch the moon", "waited by the pond at night",
     "saw that the moon belongs to everyone", "moon",
     "月をつかまえたいと思っていました", "夜、池のそばで待ちました", "月はみんなのものだと知りました", "月のことを知る"),
    ("was looking for a friend", "knocked at every door", "had a friend for every day of the week", "friend",
     "友だちを探していました", "家々の戸をたたきました", "毎日遊べる友だちができました", "友だちを作る"),
)
TROUBLES = (
    ("But a storm came and the path was gone.", "ところが嵐が来て、道が消えてしまいました。"),
    ("But the night was dark and cold.", "けれども、夜は暗くて寒いものでした。"),
    ("But the bridge over the river was broken.", "しかし、川の橋がこわれていました。"),
    ("But soon it was tired and hungry.", "ところが、すぐに疲れておなかがすきました。"),
    ("But nobody knew the way.", "けれども、誰も道を知りませんでした。"),
)
HELPS = (
    ("showed the way with a small lamp", "小さな明かりで道を教えてくれました"),
    ("shared its bread and said, \"Let us go together\"", "パンを分けて、「一緒に行こう」と言いました"),
    ("told it to be patient", "あせらないようにと教えてくれました"),
    ("built a little boat from leaves", "葉っぱで小さな舟を作ってくれました"),
)
ENDS = (
    ("From that day on they were the best of friends.", "その日から、二人は一番の友だちになりました。"),
    ("And it never forgot that day.", "そして、その日のことを決して忘れませんでした。"),
    ("At home it told everyone the story.", "家に帰ると、みんなにその話をしました。"),
    ("Then it fell asleep with a smile.", "それから、笑顔で眠りにつきました。"),
)

ASK_EN = ("Tell me a story about {}.", "Can you tell me a story about {}?", "A story about {}, please.",
          "Write a short story about {}.", "Tell me a short story about {}.",
          "I want a story about {}.")
ASK_ANY_EN = ("Tell me a story.", "Can you tell me a story?", "Write a short story.", "A story, please.",
              "Once upon a time", "Tell me a bedtime story.")
ASK_JA = ("{}のお話をしてください", "{}の話をして", "{}の物語を書いてください", "{}の短いお話をお願いします", "{}のお話を聞かせて",
          "{}が出てくるお話をして")
ASK_ANY_JA = ("お話をしてください", "何かお話をして", "物語を書いてください", "短いお話をお願いします", "昔話をして", "お話を聞かせて")
BRIEF_JA = ("日本語で一文で言うと？", "一文で言うと？", "日本語で一言で？", "短くまとめて", "日本語で言うと？", "要するに？")
BRIEF_EN = ("Say it in one sentence.", "In one sentence?", "Make it short.", "Summarise that.",
            "Shorter, please.")


@dataclass(frozen=True)
class Plot:
    hero: tuple
    helper: tuple
    place: tuple
    wish: tuple
    trouble: tuple
    help: tuple
    end: tuple


def plot(rng: Random) -> Plot:
    hero, helper = rng.sample(ANIMALS, 2)
    return Plot(hero, helper, *(rng.choice(part) for part in (PLACES, WISHES, TROUBLES, HELPS, ENDS)))


def with_article(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def tell_en(p: Plot) -> str:
    hero, helper = p.hero[0], with_article(p.helper[0])
    return (f"Once upon a time, {with_article(hero)} lived {p.place[0]}. It {p.wish[0]}. "
            f"So the {hero} {p.wish[1]}. {p.trouble[0]} Then {helper} came along and {p.help[0]}. "
            f"In the end the {hero} {p.wish[2]}. {p.end[0]}")


def tell_ja(p: Plot) -> str:
    hero, helper = p.hero[4], p.helper[4]
    return (f"むかしむかし、{p.place[1]}に一匹の{hero}が住んでいました。{hero}は{p.wish[4]}。そこで、{p.wish[5]}。"
            f"{p.trouble[1]}すると{helper}がやって来て、{p.help[1]}。とうとう{hero}は{p.wish[6]}。{p.end[1]}")


def brief_en(p: Plot) -> str:
    hero, helper = with_article(p.hero[0]), with_article(p.helper[0])
    return f"With the help of {helper}, {hero} found what it was looking for."


def brief_ja(p: Plot) -> str:
    return f"{p.hero[4]}が{p.helper[4]}に助けられて、{p.wish[7]}お話です。"


def conversation(english: bool, rng: Random) -> list[Turn]:
    p = plot(rng)
    named = rng.random() < 0.75
    if english:
        asked = rng.choice(ASK_EN).format(with_article(p.hero[0])) if named else rng.choice(ASK_ANY_EN)
        thought = (f"A story about {with_article(p.hero[0])}: a wish ({p.wish[3]}), a trouble, "
                   f"a helper ({p.helper[0]}), an end.")
        turns = [Turn(asked, tell_en(p), thought)]
        if rng.random() < 0.3:
            thought = f"Who and what: the {p.hero[0]} and its helper."
            turns.append(Turn(rng.choice(BRIEF_EN), brief_en(p), thought))
            return turns
    else:
        asked = rng.choice(ASK_JA).format(p.hero[4]) if named else rng.choice(ASK_ANY_JA)
        turns = [Turn(asked, tell_ja(p), f"{p.hero[4]}のお話。願い、困りごと、助ける{p.helper[4]}、結末の順に書こう。")]
    if rng.random() < 0.3:
        turns.append(Turn(rng.choice(BRIEF_JA), brief_ja(p), f"{p.hero[4]}と{p.helper[4]}のことを一文で言おう。"))
    return turns


def english_story(rng: Random) -> list[Turn]:
    return conversation(True, rng)


def japanese_story(rng: Random) -> list[Turn]:
    return conversation(False, rng)
