# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""English words with two meanings, each in sentences that tell which one is meant."""

from random import Random

from .sample import Turn

# word -> two meanings, each with sentences; the article belongs to the word
WORDS = {
    "bank": (("the side of a river", ("We sat on the bank of the river.", "Trees grow on the river bank.",
                                      "The boat lay on the muddy bank.",
                                      "The frog jumped from the bank into the water.",
                                      "The fox drank at the bank of the stream.")),
             ("a house for money", ("She put her money in the bank.", "The bank opens at nine.",
                                    "He borrowed gold from the bank.", "The bank pays interest on savings.",
                                    "My father works in a bank in the city."))),
    "bat": (("an animal that flies at night", ("A bat slept in the dark cave.", "The bat hunts insects at night.",
                                               "The bat flew over the pond.", "A bat hangs upside down.")),
            ("a stick for hitting a ball", ("He hit the ball with a bat.", "The player swung his bat.",
                                            "She bought a wooden bat for the game.", "The bat broke in the match."))),
    "light": (("not heavy", ("The feather is light.", "A light bag is easy to carry.", "This box is light, not heavy.",
                             "The bird is small and light.")),
              ("what lets us see", ("The light of the lamp was bright.", "Please turn on the light.",
                                    "The sun gives us light.", "A light shone in the window."))),
    "spring": (("the season after winter", ("Flowers bloom in spring.", "Spring comes after winter.",
                                            "In spring the birds return.", "The snow melts in spring.")),
               ("a piece of coiled metal", ("The spring in the clock is broken.", "The metal spring is strong.",
                                            "A spring in the pen pushes the tip.", "The spring of the bed squeaks."))),
    "ring": (("jewellery for a finger", ("She wore a gold ring.", "The ring is on her finger.",
                                         "He lost his silver ring.", "The king gave her a ring.")),
             ("the sound of a bell", ("I heard the ring of the telephone.", "The ring of the bell woke me.",
                                      "One ring and the door opened.", "The ring of the alarm was loud."))),
    "nail": (("the hard end of a finger", ("She painted her nail red.", "My finger nail is broken.",
                                           "Do not bite your nail.", "The nail of my thumb grows fast.")),
             ("a pin of metal for wood", ("He hit the nail with a hammer.", "The picture hangs on a nail.",
                                          "A rusty nail was in the board.", "The nail holds the wood together."))),
    "bark": (("the skin of a tree", ("The bark of the oak is rough.", "The beetle lives under the bark.",
                                     "The old tree has thick bark.", "Bark protects the tree.")),
             ("the voice of a dog", ("I heard the bark of a dog.", "The loud bark scared the cat.",
                                     "His bark is worse than his bite.", "The dog gave a short bark."))),
    "wave": (("moving water of the sea", ("A big wave hit the boat.", "The wave broke on the beach.",
                                          "The surfer waited for a wave.", "A wave carried the shell away.")),
             ("a sign with the hand", ("She gave me a friendly wave.", "He said goodbye with a wave.",
                                       "The queen answered with a wave.", "One wave and the taxi stopped."))),
}
ASK_MEANING = ('What does "{w}" mean in: {s}', "What does {w} mean here? {s}", "{s} What does {w} mean here?",
               "What is the {w} in this sentence? {s}", "Which {w} is meant? {s}")
ASK_BOTH = ("What does {w} mean?", "What can {w} mean?", "What are the meanings of {w}?", "Explain the word {w}.",
            "Does {w} have two meanings?")
ASK_SENTENCE = ("Write a sentence with {w}, meaning {m}.", "Use {w} in a sentence: {m}.",
                "A sentence with {w} as {m}, please.")


def turn(rng: Random) -> Turn:
    word = rng.choice(list(WORDS))
    meanings = WORDS[word]
    meaning, sentences = rng.choice(meanings)
    sentence, kind = rng.choice(sentences), rng.random()
    if kind < 0.55:
        return Turn(rng.choice(ASK_MEANING).format(w=word, s=sentence), f"Here {word} means {meaning}.",
                    f"The other words of the sentence tell: {meaning}.")
    if kind < 0.75:
        return Turn(rng.choice(ASK_BOTH).format(w=word),
                    f"The word {word} can mean {meanings[0][0]} or {meanings[1][0]}.",
                    f"{word.capitalize()} has two meanings.")
    return Turn(rng.choice(ASK_SENTENCE).format(w=word, m=meaning), sentence, f"I need {word} as {meaning}.")


def conversation(rng: Random) -> list[Turn]:
    return [turn(rng) for _ in range(rng.choice((1, 1, 2)))]
