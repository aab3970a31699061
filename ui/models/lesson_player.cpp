// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_player.h"

#include "ui/models/labels.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int mostHands = 999;

bool isModel(const engine::ModelCard& card, const QString& name)
{
    return QString::fromStdString(card.name) == name;
}

}  // namespace

LessonPlayer::LessonPlayer(QObject* parent) : QObject(parent) {}

const LessonPlayer::StepState& LessonPlayer::here() const
{
    static const StepState nothing;
    return lesson_ ? states_[size_t(step_)] : nothing;
}

void LessonPlayer::open(std::shared_ptr<const Lesson> lesson, int step)
{
    lesson_ = std::move(lesson);
    states_.assign(size_t(stepCount()), {});
    for (size_t i = 0; i < states_.size(); ++i) states_[i].hands.assign(lesson_->steps[i].choices.size(), 0);
    step_ = -1;
    goTo(step);
}

void LessonPlayer::close()
{
    lesson_.reset();
    states_.clear();
    step_ = 0;
    enterStep();
}

void LessonPlayer::setLanguage(const QString& language)
{
    if (language == language_) return;
    language_ = language;
    refreshEvidence();
    emit stepChanged();
    emit changed();
}

void LessonPlayer::goTo(int step)
{
    const int wanted = std::clamp(step, 0, std::max(0, stepCount() - 1));
    if (wanted == step_) return;
    step_ = wanted;
    enterStep();
}

void LessonPlayer::enterStep()
{
    asking_ = false;  // an answer still on its way belongs to a step that was left
    own_.reset();
    failure_.clear();
    refreshEvidence();
    emit stepChanged();
    emit changed();
}

void LessonPlayer::predict(int choice)
{
    if (!step() || choice < 0 || choice >= int(step()->choices.size()) || isRevealed()) return;
    states_[size_t(step_)].prediction = choice;
    emit changed();
}

void LessonPlayer::addHands(int choice, int count)
{
    if (!step() || choice < 0 || choice >= int(step()->choices.size())) return;
    int& hands = states_[size_t(step_)].hands[size_t(choice)];
    hands = std::clamp(hands + count, 0, mostHands);
    emit changed();
}

int LessonPlayer::hands(int choice) const
{
    const auto& all = here().hands;
    return choice >= 0 && choice < int(all.size()) ? all[size_t(choice)] : 0;
}

bool LessonPlayer::countsHands() const
{
    const auto& all = here().hands;
    return std::any_of(all.begin(), all.end(), [](int hands) { return hands > 0; });
}

std::optional<int> LessonPlayer::rightChoice() const
{
    std::optional<int> right;
    if (!isRevealed()) return right;
    for (int i = 0; i < int(step()->choices.size()); ++i) {
        if (!step()->choices[size_t(i)].when.holds(evidence_)) continue;
        if (right) return std::nullopt;
        right = i;
    }
    return right;
}

void LessonPlayer::reveal()
{
    if (!canReveal()) return;
    failure_.clear();
    states_[size_t(step_)].records.clear();
    askNext();
}

void LessonPlayer::tryOut(const QString& text, const engine::RouterOverride& router)
{
    if (!step() || asking_ || !isRevealed() || here().records.empty() || text.trimmed().isEmpty()) return;
    LessonQuestion question{{}, text.trimmed(), {}};
    if (!step()->prompts.empty()) {
        const LessonPrompt& first = step()->prompts.front();
        question.model = first.model;
        question.options.thinking = first.thinking;
        question.options.sampling.max_tokens = first.maxTokens;
    }
    question.options.sampling.temperature = 0;
    question.options.router = router;
    failure_.clear();
    asking_ = true;
    own_ = question;
    emit changed();
    emit questionAsked(question);
}

/// The next prompt of the step that has no answer yet, or the reveal.
void LessonPlayer::askNext()
{
    StepState& state = states_[size_t(step_)];
    if (state.records.size() >= step()->prompts.size()) {
        asking_ = false;
        state.revealed = true;
        refreshEvidence();
        emit changed();
        return;
    }
    const LessonPrompt& prompt = step()->prompts[state.records.size()];
    LessonQuestion question{prompt.model, prompt.text.in(language_), {}};
    question.options.thinking = prompt.thinking;
    question.options.sampling.temperature = 0;
    question.options.sampling.max_tokens = prompt.maxTokens;
    question.options.router = prompt.router;
    refreshEvidence();
    if (const auto experts = expertsOfWord(evidence_, 1); prompt.mutesStrongest && !experts.empty())
        question.options.router.experts.push_back(
            {std::int16_t(step()->layer), std::uint16_t(experts.front()), engine::RouterOverride::Kind::Muted, 0});
    asking_ = true;
    emit changed();
    emit questionAsked(question);
}

void LessonPlayer::answered(LessonRecord record)
{
    if (!asking_) return;
    StepState& state = states_[size_t(step_)];
    if (!own_) {
        state.records.push_back(std::move(record));
        return askNext();
    }
    asking_ = false;
    state.records.resize(std::min<size_t>(state.records.size(), 1));
    state.records.push_back(std::move(record));
    state.ownPrompt = own_->text;
    own_.reset();
    refreshEvidence();
    emit changed();
}

void LessonPlayer::failed(const QString& why)
{
    if (!asking_) return;
    asking_ = false;
    own_.reset();
    failure_ = why;
    refreshEvidence();
    emit changed();
}

void LessonPlayer::interrupted()
{
    failed(tr("The answer was stopped. Ask again."));
}

void LessonPlayer::setCard(std::shared_ptr<const engine::ModelCard> loaded)
{
    evidence_.card = std::move(loaded);
    emit changed();
}

void LessonPlayer::setRewards(std::shared_ptr<const RewardLog> rewards, const QString& problem)
{
    evidence_.rewards = std::move(rewards);
    rewardProblem_ = problem;
    emit changed();
}

QStringList LessonPlayer::models() const
{
    QStringList names;
    if (!step()) return names;
    for (const LessonPrompt& prompt : step()->prompts)
        if (!prompt.model.isEmpty() && !names.contains(prompt.model)) names << prompt.model;
    if (names.isEmpty() && !lesson_->model.isEmpty()) names << lesson_->model;
    return names;
}

QString LessonPlayer::need() const
{
    if (!step()) return {};
    for (const QString& name : models())
        if (modelIsThere_ && !modelIsThere_(name) && !(evidence_.card && isModel(*evidence_.card, name)))
            return tr("This step needs the model “%1”, which is not here.").arg(name);
    if (step()->show == QLatin1String("rewards") && !evidence_.rewards)
        return rewardProblem_.isEmpty() ? tr("This step needs the log of a training (rl_log.json), which is not here.")
                                        : rewardProblem_;
    if (!evidence_.card) return tr("This step needs a model; none is loaded.");
    if (const QString model = neededModel(); !model.isEmpty())
        return tr("This lesson was written for the model “%1”. “%2” is loaded.")
            .arg(model, lineText(evidence_.card->name));
    if (step()->layer >= evidence_.card->num_hidden_layers)
        return tr("This step looks at layer %1; the loaded model has only %2.")
            .arg(layerName(step()->layer)).arg(evidence_.card->num_hidden_layers);
    return {};
}

QString LessonPlayer::neededModel() const
{
    // A lesson that is under way may change between its own models; somebody else's model it leaves alone.
    if (!step() || !evidence_.card) return {};
    QStringList own{lesson_->model};
    for (const LessonStep& one : lesson_->steps)
        for (const LessonPrompt& prompt : one.prompts) own << prompt.model;
    own.removeAll(QString());
    const bool fits =
        std::any_of(own.begin(), own.end(), [&](const QString& name) { return isModel(*evidence_.card, name); });
    return own.isEmpty() || fits ? QString() : models().value(0);
}

void LessonPlayer::refreshEvidence()
{
    evidence_.records = here().records;
    evidence_.word = step() ? step()->word.in(language_) : QString();
    evidence_.layer = step() ? step()->layer : -1;
}

QString LessonPlayer::viewName() const
{
    if (!step()) return {};
    if (!step()->show.isEmpty()) return step()->show;
    return step()->prompts.empty() ? QStringLiteral("architecture") : QStringLiteral("comparison");
}

QString LessonPlayer::titleText() const
{
    return lesson_ ? lesson_->title.in(language_) : QString();
}

QString LessonPlayer::questionText() const
{
    return step() ? filledText(step()->question.in(language_), evidence_) : QString();
}

QString LessonPlayer::choiceText(int choice) const
{
    const bool there = step() && choice >= 0 && choice < int(step()->choices.size());
    return there ? filledText(step()->choices[size_t(choice)].text.in(language_), evidence_) : QString();
}

int LessonPlayer::promptCount() const
{
    if (!step()) return 0;
    const int own = here().ownPrompt.isEmpty() ? 0 : 2;
    return std::max(int(step()->prompts.size()), own);
}

QString LessonPlayer::promptText(int prompt) const
{
    if (!step()) return {};
    if (prompt == 1 && !here().ownPrompt.isEmpty()) return here().ownPrompt;
    const auto& all = step()->prompts;
    return prompt >= 0 && prompt < int(all.size()) ? all[size_t(prompt)].text.in(language_) : QString();
}

}  // namespace ui
