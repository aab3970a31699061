<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>ui::ChoiceList</name>
    <message numerus="yes">
        <source>%n hands</source>
        <translation>
            <numerusform>%n hand</numerusform>
            <numerusform>%n hands</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CacheModel</name>
    <message numerus="yes">
        <source>The cache is empty: ask something and every token leaves %n numbers in every layer.</source>
        <translation>
            <numerusform>The cache is empty: ask something and every token leaves %n number in every layer.</numerusform>
            <numerusform>The cache is empty: ask something and every token leaves %n numbers in every layer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n numbers per token and layer</source>
        <translation>
            <numerusform>%n number per token and layer</numerusform>
            <numerusform>%n numbers per token and layer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DeviceModel</name>
    <message numerus="yes">
        <source>%1, %n cores</source>
        <translation>
            <numerusform>%1, %n core</numerusform>
            <numerusform>%1, %n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n GPUs</source>
        <translation>
            <numerusform> · %n GPU</numerusform>
            <numerusform> · %n GPUs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::PromptModel</name>
    <message numerus="yes">
        <source>as the template in the model&apos;s file writes it; %n lines differ from the built-in one</source>
        <translation>
            <numerusform>as the template in the model&apos;s file writes it; %n line differs from the built-in one</numerusform>
            <numerusform>as the template in the model&apos;s file writes it; %n lines differ from the built-in one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters are sent.</source>
        <translation>
            <numerusform>%n character is sent.</numerusform>
            <numerusform>%n characters are sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ReplyView</name>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events dropped</source>
        <translation>
            <numerusform>%n event dropped</numerusform>
            <numerusform>%n events dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thinking… %n tokens</source>
        <translation>
            <numerusform>Thinking… %n token</numerusform>
            <numerusform>Thinking… %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thought for %n tokens</source>
        <translation>
            <numerusform>Thought for %n token</numerusform>
            <numerusform>Thought for %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · first %n tokens given</source>
        <translation>
            <numerusform> · first token given</numerusform>
            <numerusform> · first %n tokens given</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RoutingModel</name>
    <message numerus="yes">
        <source>%n prompt tokens</source>
        <translation>
            <numerusform>%n prompt token</numerusform>
            <numerusform>%n prompt tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thinking tokens</source>
        <translation>
            <numerusform>%n thinking token</numerusform>
            <numerusform>%n thinking tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer tokens</source>
        <translation>
            <numerusform>%n answer token</numerusform>
            <numerusform>%n answer tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens have no captured routing and are not counted.</source>
        <translation>
            <numerusform>%n token has no captured routing and is not counted.</numerusform>
            <numerusform>%n tokens have no captured routing and are not counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens of another model are left out.</source>
        <translation>
            <numerusform>%n token of another model is left out.</numerusform>
            <numerusform>%n tokens of another model are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens were made under an experiment.</source>
        <translation>
            <numerusform>%n token was made under an experiment.</numerusform>
            <numerusform>%n tokens were made under an experiment.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StatusLine</name>
    <message numerus="yes">
        <source>trace: %n tokens</source>
        <translation>
            <numerusform>trace: %n token</numerusform>
            <numerusform>trace: %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events dropped</source>
        <translation>
            <numerusform>%n event dropped</numerusform>
            <numerusform>%n events dropped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RewardsModel</name>
    <message numerus="yes">
        <source>reward over %n steps of training</source>
        <translation>
            <numerusform>reward over %n step of training</numerusform>
            <numerusform>reward over %n steps of training</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TimingModel</name>
    <message numerus="yes">
        <source>mean of the %n tokens of this reply, %1 ms</source>
        <translation>
            <numerusform>mean of the %n token of this reply, %1 ms</numerusform>
            <numerusform>mean of the %n tokens of this reply, %1 ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TokenStripModel</name>
    <message numerus="yes">
        <source>, %n tokens</source>
        <translation>
            <numerusform>, %n token</numerusform>
            <numerusform>, %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens; none is selected.</source>
        <translation>
            <numerusform>%n token; none is selected.</numerusform>
            <numerusform>%n tokens; none is selected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CacheAnatomyModel</name>
    <message numerus="yes">
        <source>Reuse: %n tokens were in the cache already (%1) and not computed again</source>
        <translation>
            <numerusform>Reuse: %n token was in the cache already (%1) and not computed again</numerusform>
            <numerusform>Reuse: %n tokens were in the cache already (%1) and not computed again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Room: %n positions are left (%1)</source>
        <translation>
            <numerusform>Room: %n position is left (%1)</numerusform>
            <numerusform>Room: %n positions are left (%1)</numerusform>
            <numerusform>the %n recorded token</numerusform>
            <numerusform>all %n recorded tokens</numerusform>
            <numerusform>%n token of this reply</numerusform>
            <numerusform>%n tokens of this reply</numerusform>
            <numerusform>%n token is of a reply made under an experiment.</numerusform>
            <numerusform>%n tokens are of replies made under an experiment.</numerusform>
            <numerusform>%n token without captured routing is not counted.</numerusform>
            <numerusform>%n tokens without captured routing are not counted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CacheAnatomyView</name>
    <message numerus="yes">
        <source>Bytes per token, and of the %n tokens here</source>
        <translation>
            <numerusform>Bytes per token, and of the %n token here</numerusform>
            <numerusform>Bytes per token, and of the %n tokens here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::EfficiencyView</name>
    <message numerus="yes">
        <source>a token: %1 (bars: bytes read), %n positions cached</source>
        <translation>
            <numerusform>a token: %1 (bars: bytes read), %n position cached</numerusform>
            <numerusform>a token: %1 (bars: bytes read), %n positions cached</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ExpertPageModel</name>
    <message numerus="yes">
        <source>all %n recorded tokens</source>
        <translation>
            <numerusform>the %n recorded token</numerusform>
            <numerusform>all %n recorded tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens of this reply</source>
        <translation>
            <numerusform>%n token of this reply</numerusform>
            <numerusform>%n tokens of this reply</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are of replies made under an experiment.</source>
        <translation>
            <numerusform>%n token is of a reply made under an experiment.</numerusform>
            <numerusform>%n tokens are of replies made under an experiment.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens without captured routing are not counted.</source>
        <translation>
            <numerusform>%n token without captured routing is not counted.</numerusform>
            <numerusform>%n tokens without captured routing are not counted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ExpertView</name>
    <message numerus="yes">
        <source>share by position in the reply, %n tokens a bar · dashed: fair share</source>
        <translation>
            <numerusform>share by position in the reply, %n token a bar · dashed: fair share</numerusform>
            <numerusform>share by position in the reply, %n tokens a bar · dashed: fair share</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ReplyComparison</name>
    <message numerus="yes">
        <source>%n aligned tokens</source>
        <translation>
            <numerusform>%n aligned token</numerusform>
            <numerusform>%n aligned tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::WhatIfModel</name>
    <message numerus="yes">
        <source>Over %n aligned tokens, prompt included, %1 of the experts are the same (by chance: %2).</source>
        <translation>
            <numerusform>Over %n aligned token, prompt included, %1 of the experts are the same (by chance: %2).</numerusform>
            <numerusform>Over %n aligned tokens, prompt included, %1 of the experts are the same (by chance: %2).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RoutedTokensText</name>
    <message numerus="yes">
        <source>%n tokens of the conversation</source>
        <translation>
            <numerusform>%n token of the conversation</numerusform>
            <numerusform>%n tokens of the conversation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens of this reply</source>
        <translation>
            <numerusform>%n token of this reply</numerusform>
            <numerusform>%n tokens of this reply</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n %1 tokens of the conversation</source>
        <translation>
            <numerusform>%n %1 token of the conversation</numerusform>
            <numerusform>%n %1 tokens of the conversation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n %1 tokens of this reply</source>
        <translation>
            <numerusform>%n %1 token of this reply</numerusform>
            <numerusform>%n %1 tokens of this reply</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: their routing was not captured.</source>
        <translation>
            <numerusform>%n token is left out: its routing was not captured.</numerusform>
            <numerusform>%n tokens are left out: their routing was not captured.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: their router was set otherwise.</source>
        <translation>
            <numerusform>%n token is left out: its router was set otherwise.</numerusform>
            <numerusform>%n tokens are left out: their router was set otherwise.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SpecialisationModel</name>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>%n reply</numerusform>
            <numerusform>%n replies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n blocks of %1 tokens</source>
        <translation>
            <numerusform>%n block of %1 tokens</numerusform>
            <numerusform>%n blocks of %1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens with %1 labels, in %2.</source>
        <translation>
            <numerusform>%n token with %1 labels, in %2.</numerusform>
            <numerusform>%n tokens with %1 labels, in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: they fill no block.</source>
        <translation>
            <numerusform>%n token is left out: it fills no block.</numerusform>
            <numerusform>%n tokens are left out: they fill no block.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens are left out: they have no label.</source>
        <translation>
            <numerusform>%n token is left out: it has no label.</numerusform>
            <numerusform>%n tokens are left out: they have no label.</numerusform>
        </translation>
    </message>
</context>
</TS>
