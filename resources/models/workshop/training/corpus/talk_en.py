# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Small talk and facts in English, and what to say about things the model never learnt."""

from random import Random

from .facts import ANIMALS, COLOURS, COUNTRIES, SINGLE
from .sample import Turn

# questions, answers, thought
SMALL_TALK = (
    (("Hello!", "Hi!", "Hello", "Hi there", "Hey", "Good day!", "Hello, can you hear me?"),
     ("Hello! How can I help you today?", "Hi! Ask me about experts, routers or anything small."),
     "It is a greeting. I greet back."),
    (("Good morning!", "Good morning"), ("Good morning! What would you like to know?",),
     "A morning greeting."),
    (("Good evening!", "Good evening"), ("Good evening! What shall we look at?",), "An evening greeting."),
    (("How are you?", "How are you today?", "How do you do?", "Are you well?"),
     ("I am fine, thank you. How are you?", "All my experts are awake and well, thank you."),
     "A friendly question. I answer kindly."),
    (("Who are you?", "What are you?", "What is your name?", "Introduce yourself.", "Tell me about yourself.",
      "What is this model?", "Are you a language model?"),
     ("I am a small mixture of experts model, made for a workshop. You can watch my experts while I answer.",
      "I am the workshop model: six layers, thirty-two experts in five of them, "
      "and four at work for each token."),
     "They ask who I am. I am the workshop model."),
    (("What can you do?", "What do you know?", "What can I ask you?", "Help", "Help me",
      "What are your topics?"),
     ("I can explain mixtures of experts, tell short stories, add numbers, write small code and make "
      "tables.",),
     "I list the things that I learnt."),
    (("Are you a human?", "Are you alive?", "Are you a person?"),
     ("No, I am a small language model. I only predict the next token.",), "I must be honest: I am a model."),
    (("Thank you!", "Thanks", "Thank you very much.", "Thanks a lot!"),
     ("You are welcome!", "With pleasure. Ask me again at any time."), "They thank me. A short reply."),
    (("Goodbye!", "Bye", "See you later.", "Good night!"),
     ("Goodbye, and see you soon!", "Good night, sleep well!"), "They leave. I say goodbye."),
    (("Do you like music?", "What is your favourite music?"),
     ("I cannot hear, but I like the rhythm of tokens.",), "A playful question deserves a playful answer."),
    (("What is your favourite colour?", "Which colour do you like?"),
     ("I like orange, because bright experts glow orange in the map.",),
     "I choose a colour that fits the map."),
    (("Tell me a joke.", "Do you know a joke?", "Make me laugh."),
     ("Why did the token visit only four experts? Because the router said that the others were busy.",
      "A router walks into a bar and asks for the top four drinks."), "A short joke about routers will do."),
    (("Are you smart?", "Can you make mistakes?", "Can I trust you?"),
     ("I am small and I make mistakes, so please check what I say.",), "I should be honest about mistakes."),
    (("How big are you?", "How many parameters do you have?", "How large is this model?"),
     ("I have about 11 million parameters, and about three and a half million of them work on each token.",),
     "I recall my own size."),
)

UNKNOWN = ("the weather", "the stock market", "the president", "football", "my homework", "the news", "your owner",
           "quantum physics", "the price of gold", "medicine", "the law", "politics", "a film star", "restaurants",
           "cars", "my future", "the lottery", "dinosaurs", "opera", "chess", "philosophy", "the war", "basketball",
           "fashion", "the moon landing", "computers", "Shakespeare", "the election", "the government", "money",
           "love", "religion", "history", "biology", "my health", "a train ticket", "the internet", "a new phone",
           "the Olympic games", "a recipe", "pizza", "the stars", "gravity", "black holes", "the Roman empire",
           "bitcoin", "taxes", "the economy", "cooking", "gardening", "the guitar", "a novel", "poetry", "geography",
           "the universe", "vaccines", "electricity", "airplanes", "the population of the world", "tennis")
ASK_UNKNOWN = ("What do you think about {}?", "Tell me about {}.", "What is {}?", "Can you help me with {}?",
               "Do you know anything about {}?", "Explain {}.", "What do you know about {}?", "Who invented {}?",
               "How does {} work?", "Why is {} important?", "Give me advice about {}.", "What about {}?")
WHO = ("the next election", "the world cup", "the game tonight", "the match tomorrow", "the race", "the war",
       "the championship", "the next Nobel prize", "the Olympic games", "the tennis final")
UNKNOWN_QUESTIONS = (
    *(f"Who will win {x}?" for x in WHO), *(f"Who won {x}?" for x in WHO), *(f"When is {x}?" for x in WHO),
    "Will it rain tomorrow?", "What is the weather like?", "What time is it?", "What day is today?",
    "How old is the president?", "Who is the president?", "What should I eat tonight?", "Where can I buy shoes?",
    "What is happening in the world?", "What did I do yesterday?", "Where do I live?", "What is my name?",
    "Can you book a flight?", "How do I fix my car?", "Should I buy gold?", "How much is a house?",
    "What is the meaning of life?", "Will I be rich?", "Who wrote Hamlet?", "When did the war end?",
    "How far is the moon?", "How tall is the tower?", "Who painted this picture?", "What is the best film?",
    "How do I lose weight?", "What will happen next year?", "Is there life on Mars?", "How do vaccines work?")
DO_NOT_KNOW = ("I did not learn about that. Ask me about experts, routers, numbers or stories.",
               "I am a small model and do not know this. I can explain how experts and routers work.")


def small_talk(rng: Random) -> Turn:
    """Now and then with a greeting in front, which is not what is answered."""
    questions, answers, thought = rng.choice(SMALL_TALK)
    question = rng.choice(questions)
    greets = questions[0] in ("Hello!", "Good morning!", "Good evening!")
    if not greets and rng.random() < 0.25:
        question = rng.choice(("Hello, ", "Hi, ", "Hello! ", "Hi! ", "Hey, ", "Good morning! ")) + question
    return Turn(question, rng.choice(answers), thought)


def unknown(rng: Random) -> Turn:
    question = rng.choice(ASK_UNKNOWN).format(rng.choice(UNKNOWN))
    if rng.random() < 0.4:
        question = rng.choice(UNKNOWN_QUESTIONS)
    return Turn(question, rng.choice(DO_NOT_KNOW), "I did not learn about this. I should say so.")


def country(rng: Random) -> Turn:
    name, capital, continent = rng.choice(COUNTRIES)[:3]
    return rng.choice((
        Turn(f"What is the capital of {name}?", f"The capital of {name} is {capital}.",
             f"I recall the capital of {name}: {capital}."),
        Turn(f"Where is {name}?", f"{name} is in {continent}.", f"I place {name} on the map: {continent}."),
        Turn(f"Which country has the capital {capital}?", f"{capital} is the capital of {name}.",
             f"{capital} belongs to {name}."),
    ))


def animal(rng: Random) -> Turn:
    name, home, food, trait = rng.choice(ANIMALS)[:4]
    article = "An" if name[0] in "aeiou" else "A"
    return rng.choice((
        Turn(f"Where does {article.lower()} {name} live?", f"{article} {name} lives in {home}.",
             f"I think of the home of the {name}: {home}."),
        Turn(f"What does {article.lower()} {name} eat?", f"{article} {name} eats {food}.",
             f"The food of the {name} is {food}."),
        Turn(f"Tell me about the {name}.",
             f"The {name} is a {trait} animal. It lives in {home} and eats {food}.",
             f"I say where the {name} lives and what it eats."),
    ))


def colour(rng: Random) -> Turn:
    name, shade, kind = rng.choice(COLOURS)[:3]
    article = "An" if name[0] in "aeiou" else "A"
    return rng.choice((
        Turn(f"What colour is {article.lower()} {name}?", f"{article} {name} is {shade}.",
             f"I picture {article.lower()} {name}: {shade}."),
        Turn(f"Is {article.lower()} {name} a fruit or a vegetable?",
             f"We call {article.lower()} {name} a {kind} in the kitchen.", f"In the kitchen it is a {kind}."),
    ))


def single_fact(rng: Random) -> Turn:
    return Turn(*rng.choice(SINGLE)[:3])


def conversation(rng: Random) -> list[Turn]:
    makers = (small_talk, small_talk, small_talk, country, animal, colour, single_fact, single_fact, unknown,
              unknown)
    return [rng.choice(makers)(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
