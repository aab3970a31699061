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
</context>
<context>
    <name>ui::RoutingModel</name>
    <message numerus="yes">
        <source>the %n tokens up to token %1</source>
        <translation>
            <numerusform>the %n token up to token %1</numerusform>
            <numerusform>the %n tokens up to token %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n tokens of this reply</source>
        <translation>
            <numerusform>the %n token of this reply</numerusform>
            <numerusform>the %n tokens of this reply</numerusform>
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
