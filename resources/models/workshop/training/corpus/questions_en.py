# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""More ways to ask in English about the topics of a workshop, by the first English name of the topic."""

QUESTIONS = {
    "a router": (
        "Who picks the experts?", "Which part chooses the experts?", "How does a token find its expert?",
        "How does the model know which experts to use?", "What decides where a token goes?",
        "Who sends the tokens to the experts?", "How does the gate score the experts?", "Is the router a network?",
        "Tell me how the router picks experts.", "How does the router make its choice?", "What does the gate do?"),
    "a mixture of experts": (
        "Why are there many experts instead of one big network?", "What makes an MoE model special?",
        "How can a model be large and fast at once?", "What is an MoE layer?", "What does the word MoE stand for?",
        "Why split a layer into experts?", "How is an MoE model built?", "Where do MoE models save work?",
        "Why do big models use experts?", "What does mixture of experts mean?"),
    "an expert": (
        "What are experts made of?", "Are the experts people?", "What happens inside an expert?",
        "What kind of network is an expert?", "What is one expert good at?", "How large is an expert?",
        "Is an expert a feed-forward network?", "What does a single expert learn?", "Where are the experts?"),
    "a shared expert": (
        "Which expert is always on?", "Which expert runs for every token?", "What is common to all tokens?",
        "Is there an expert that never rests?", "Why is one expert always active?", "What does the shared one learn?",
        "Why do we need a shared expert?", "Is the shared expert chosen by the router?",
        "What is the job of the shared expert?"),
    "top-k": (
        "How many experts work on one token?", "How many experts are active?", "Why are four experts chosen?",
        "What does the k stand for?", "Why not use all experts?", "How many experts does each token use?",
        "What is top-4?", "What happens with a smaller k?", "How many of the experts run at once?",
        "How are the top experts chosen?"),
    "load balancing": (
        "Why should all experts be used?", "What if some experts are never used?",
        "What happens when one expert is too busy?", "How is the work shared among the experts?",
        "Why do some experts get more tokens?", "How is the load kept even?", "Why must the load be balanced?",
        "What is an overloaded expert?", "What goes wrong if the router has favourites?", "What is a dead expert?"),
    "the correction bias": (
        "What number is added to the score?", "How does the bias balance the experts?",
        "What is the bias of an expert?", "How does DeepSeek-V3 balance its experts?",
        "How does loss-free balancing work?", "What is balancing without a loss?", "When does the bias rise?",
        "Why does the bias not change the output?", "What is the bias for?", "How are busy experts held back?"),
    "a gate weight": (
        "How strong is a chosen expert?", "How much does each chosen expert count?",
        "How are the chosen experts weighted?", "How are the expert outputs added up?",
        "What are the weights of the four experts?", "Why are the scores divided by their sum?",
        "What does a high gate weight say?", "How is the sum of the experts formed?"),
    "a dense model": (
        "What does dense mean?", "What does sparse mean?", "What is a sparse network?", "What is a dense network?",
        "Is this model sparse or dense?", "Are all weights used for every token?", "Why do sparse models run faster?",
        "Which is cheaper, sparse or dense?", "Compare a dense and a sparse model.", "How do dense and sparse differ?"),
    "active parameters": (
        "How many parameters work on a token?", "Which parameters are active?", "What is the total parameter count?",
        "Why are not all parameters active?", "What decides the speed, total or active parameters?",
        "Total or active, what is the difference?", "Which parameters does one token use?",
        "Why do they name two sizes?", "What does active mean?", "Does memory depend on the total?"),
    "MLA": (
        "How does MLA shrink the cache?", "Why was MLA invented?", "What is latent about this attention?",
        "How does latent attention save memory?", "What does MLA compress?", "Why is MLA better than full attention?",
        "What is the trick of MLA?", "How are keys and values rebuilt?", "What does MLA store for each token?"),
    "the latent cache": (
        "How many numbers does the cache keep per token?", "What is a latent?", "What does the latent vector hold?",
        "How large is the cache of this model?", "Why is your cache so small?", "What is in the latent vector?",
        "How much does the latent cache save?", "What do you remember of each token?"),
    "a KV cache": (
        "What is cached?", "Why are keys and values kept?", "Why does memory grow with the chat?",
        "What are keys and values?", "What would happen without a cache?", "What does the cache store?",
        "Why is a cache needed for writing?", "Does the KV cache get bigger?", "How does caching make writing faster?"),
    "attention": (
        "How do tokens look at each other?", "How does a token see the past?", "What is a query?", "What is a head?",
        "How does information move between tokens?", "What do attention heads look for?", "Why is attention needed?",
        "What are queries, keys and values?", "How does the model look back?"),
    "a token": (
        "What are tokens?", "Do you read letters or tokens?", "How does the model read text?",
        "How is a sentence cut up?", "Is one word one token?", "Why is text cut into pieces?",
        "How many tokens is a word?", "What pieces does the model see?"),
    "a layer": (
        "How deep are you?", "How many layers do you have?", "How is a layer built?", "What are the parts of a layer?",
        "Which layer has no experts?", "What does the residual stream carry?", "What happens in each layer?"),
    "prefill": (
        "What are the two phases of an answer?", "Why is reading faster than writing?", "What comes before decode?",
        "How is the prompt read?", "When is the prompt processed?", "What is decoding?", "Is prefill reading?",
        "Why is decode slow?"),
    "temperature": (
        "What does the temperature change?", "What happens at temperature zero?", "How do I make you more creative?",
        "What is a low temperature good for?", "What does top-p cut off?", "Why are your answers different each time?",
        "How is a token sampled?", "What does the sampler do?"),
    "reinforcement learning": (
        "What is RL?", "How do models learn by trial and error?", "What is learning from rewards?",
        "How does RL change a model?", "What does RL do?", "Why use reinforcement learning?",
        "How is RL different from normal training?", "What happens in RL?", "How does RL training work?"),
    "GRPO": (
        "What is the group in GRPO?", "Why are several answers compared?", "How are the answers of a group compared?",
        "What does GRPO compare?", "How does GRPO train a model?", "What is the average of the group for?",
        "Which answers does GRPO strengthen?", "How does GRPO judge an answer?", "Why does GRPO use groups?",
        "What is special about GRPO?", "What is a group relative advantage?"),
    "a reward": (
        "How is the reward computed?", "Who gives the reward?", "When does an answer get a reward?",
        "What is the reward for sums?", "How does the computer check an answer?", "What is a verifiable reward?",
        "What does a reward of one mean?", "Why is the reward a rule?", "How are right answers rewarded?"),
    "supervised training": (
        "What is SFT?", "What comes before RL?", "What is the difference between SFT and RL?",
        "How does a model learn from examples?", "What did you learn from examples?",
        "What changes after RL?", "How do the two workshop models differ?", "What is the model before RL?"),
    "routing replay": (
        "Why are the chosen experts recorded?", "How is RL kept stable with experts?",
        "What is recorded in routing replay?", "Why do the experts change between writing and training?",
        "What is the mismatch between writing and training?", "Why replay the routing?"),
    "thinking mode": (
        "Why do you think before you answer?", "What is written between the think tags?",
        "What is a chain of thought?", "Why write the steps first?", "Does thinking make you better?",
        "How do you think?", "What are think tags?", "Why are long thoughts useful?"),
    "specialisation of experts": (
        "Do the experts have different jobs?", "Is there an expert for Japanese?", "Is there a math expert?",
        "Does an expert have a favourite topic?", "What do different experts do?", "Do experts become specialists?",
        "Which expert handles code?", "How does an expert become a specialist?"),
    "quantisation": (
        "What are 4-bit weights?", "How can a model be made smaller?", "How do fewer bits help?",
        "What does 4-bit mean?", "How do you shrink a model?", "Does quantisation lose accuracy?",
        "Why store weights with fewer bits?"),
}
