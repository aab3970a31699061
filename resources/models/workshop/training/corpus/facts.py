# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Small tables of facts in both languages, shared by small talk, lists and tables."""

# country, capital, continent; the same in Japanese
COUNTRIES = (
    ("Japan", "Tokyo", "Asia", "日本", "東京", "アジア"),
    ("France", "Paris", "Europe", "フランス", "パリ", "ヨーロッパ"),
    ("Germany", "Berlin", "Europe", "ドイツ", "ベルリン", "ヨーロッパ"),
    ("Italy", "Rome", "Europe", "イタリア", "ローマ", "ヨーロッパ"),
    ("Spain", "Madrid", "Europe", "スペイン", "マドリード", "ヨーロッパ"),
    ("England", "London", "Europe", "イギリス", "ロンドン", "ヨーロッパ"),
    ("Austria", "Vienna", "Europe", "オーストリア", "ウィーン", "ヨーロッパ"),
    ("Greece", "Athens", "Europe", "ギリシャ", "アテネ", "ヨーロッパ"),
    ("Norway", "Oslo", "Europe", "ノルウェー", "オスロ", "ヨーロッパ"),
    ("Portugal", "Lisbon", "Europe", "ポルトガル", "リスボン", "ヨーロッパ"),
    ("China", "Beijing", "Asia", "中国", "北京", "アジア"),
    ("India", "New Delhi", "Asia", "インド", "ニューデリー", "アジア"),
    ("Korea", "Seoul", "Asia", "韓国", "ソウル", "アジア"),
    ("Thailand", "Bangkok", "Asia", "タイ", "バンコク", "アジア"),
    ("Vietnam", "Hanoi", "Asia", "ベトナム", "ハノイ", "アジア"),
    ("Egypt", "Cairo", "Africa", "エジプト", "カイロ", "アフリカ"),
    ("Kenya", "Nairobi", "Africa", "ケニア", "ナイロビ", "アフリカ"),
    ("Canada", "Ottawa", "North America", "カナダ", "オタワ", "北アメリカ"),
    ("Mexico", "Mexico City", "North America", "メキシコ", "メキシコシティ", "北アメリカ"),
    ("Peru", "Lima", "South America", "ペルー", "リマ", "南アメリカ"),
)

# animal, where it lives, what it likes to eat, a remark; the same in Japanese
ANIMALS = (
    ("fox", "the forest", "mice and berries", "clever", "狐", "森", "ネズミや木の実", "賢い"),
    ("bear", "the mountains", "fish and honey", "strong", "熊", "山", "魚や蜂蜜", "力持ちの"),
    ("cat", "a house", "fish", "quiet", "猫", "家", "魚", "静かな"),
    ("dog", "a house", "meat", "loyal", "犬", "家", "肉", "忠実な"),
    ("rabbit", "the meadow", "grass and carrots", "fast", "うさぎ", "野原", "草や人参", "足の速い"),
    ("owl", "the forest", "mice", "wise", "ふくろう", "森", "ネズミ", "物知りの"),
    ("frog", "the pond", "insects", "cheerful", "蛙", "池", "虫", "陽気な"),
    ("crane", "the river", "small fish", "graceful", "鶴", "川", "小魚", "優雅な"),
    ("squirrel", "the trees", "nuts", "busy", "りす", "木の上", "木の実", "働き者の"),
    ("turtle", "the sea", "plants", "patient", "亀", "海", "海藻", "我慢強い"),
    ("mouse", "the field", "seeds", "tiny", "ねずみ", "畑", "種", "小さな"),
    ("deer", "the forest", "leaves", "gentle", "鹿", "森", "葉", "やさしい"),
)

# thing, colour, kind; the same in Japanese
COLOURS = (
    ("apple", "red", "fruit", "りんご", "赤", "果物"),
    ("banana", "yellow", "fruit", "バナナ", "黄色", "果物"),
    ("orange", "orange", "fruit", "みかん", "オレンジ色", "果物"),
    ("grape", "purple", "fruit", "ぶどう", "紫", "果物"),
    ("peach", "pink", "fruit", "桃", "ピンク", "果物"),
    ("lemon", "yellow", "fruit", "レモン", "黄色", "果物"),
    ("carrot", "orange", "vegetable", "人参", "オレンジ色", "野菜"),
    ("tomato", "red", "vegetable", "トマト", "赤", "野菜"),
    ("spinach", "green", "vegetable", "ほうれん草", "緑", "野菜"),
    ("cucumber", "green", "vegetable", "きゅうり", "緑", "野菜"),
    ("onion", "white", "vegetable", "玉ねぎ", "白", "野菜"),
    ("pumpkin", "orange", "vegetable", "かぼちゃ", "オレンジ色", "野菜"),
)

# question, answer, thought; then the same in Japanese
SINGLE = (
    ("How many days are in a week?", "A week has seven days.", "I count Monday to Sunday: seven.",
     "一週間は何日ですか？", "一週間は七日です。", "月曜日から日曜日まで数えると七日。"),
    ("How many months are in a year?", "A year has twelve months.",
     "From January to December there are twelve.",
     "一年は何か月ですか？", "一年は十二か月です。", "一月から十二月まで数える。"),
    ("What colour is the sky?", "On a clear day the sky is blue.", "Air scatters blue light most.",
     "空は何色ですか？", "晴れた日の空は青いです。", "空気は青い光をよく散らす。"),
    ("Why is the sky blue?", "Air scatters blue light more than red light, so the sky looks blue.",
     "It is about how air scatters light.",
     "空はなぜ青いのですか？", "空気が青い光を赤い光よりよく散らすので、空は青く見えます。", "光の散らばり方の話だ。"),
    ("Which planet is the largest?", "Jupiter is the largest planet of our solar system.",
     "I compare the planets: Jupiter is the biggest.",
     "一番大きい惑星は何ですか？", "太陽系で一番大きい惑星は木星です。", "惑星を比べると木星が一番大きい。"),
    ("What is the closest star?", "The closest star to us is the Sun.", "The Sun is a star too.",
     "一番近い星は何ですか？", "私たちに一番近い恒星は太陽です。", "太陽も恒星だ。"),
    ("What is water made of?", "Water is made of hydrogen and oxygen.", "Its formula is H2O.",
     "水は何でできていますか？", "水は水素と酸素でできています。", "水の式はH2Oだ。"),
    ("When does water boil?", "At sea level, water boils at 100 degrees Celsius.",
     "I remember the boiling point.",
     "水は何度で沸騰しますか？", "水は、海面の高さでは100度で沸騰します。", "沸点を思い出す。"),
    ("How many legs does a spider have?", "A spider has eight legs.", "Spiders are not insects: eight legs.",
     "蜘蛛の足は何本ですか？", "蜘蛛の足は八本です。", "蜘蛛は昆虫ではなく、足は八本。"),
    ("What is the highest mountain in Japan?", "The highest mountain in Japan is Mount Fuji.",
     "It is Mount Fuji, 3776 metres high.",
     "日本で一番高い山は何ですか？", "日本で一番高い山は富士山です。", "富士山の高さは3776メートル。"),
    ("What comes after spring?", "Summer comes after spring.", "The order is spring, summer, autumn, winter.",
     "春の次の季節は何ですか？", "春の次は夏です。", "春、夏、秋、冬の順だ。"),
    ("What do bees make?", "Bees make honey.", "Bees collect nectar.",
     "蜂は何を作りますか？", "蜂は蜂蜜を作ります。", "蜂は花の蜜を集める。"),
)
