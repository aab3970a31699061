// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_expression.h"

#include "ui/models/labels.h"
#include "ui/models/lesson_evidence.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ui {
namespace {

constexpr int longestExpression = 300, deepestBrackets = 16;
constexpr double equalWithin = 1e-9;

}  // namespace

/// Reads one expression by recursive descent and writes it down in postfix order.
class LessonExpressionReader {
public:
    using Kind = LessonExpression::Kind;

    LessonExpressionReader(const QString& text, QString& problem) : text_(text), problem_(problem) {}

    std::optional<LessonExpression> read()
    {
        if (text_.size() > longestExpression) return fail(QStringLiteral("it is too long")), std::nullopt;
        if (!conditions()) return std::nullopt;
        skip();
        if (at_ < text_.size()) return fail(QStringLiteral("unexpected “%1”").arg(text_.mid(at_, 20))), std::nullopt;
        LessonExpression expression;
        expression.text_ = text_.trimmed();
        expression.operations_ = std::move(operations_);
        return expression;
    }

private:
    bool fail(const QString& why)
    {
        if (problem_.isEmpty()) problem_ = why;
        return false;
    }

    void skip()
    {
        while (at_ < text_.size() && text_[at_].isSpace()) ++at_;
    }

    bool take(QLatin1String symbol)
    {
        skip();
        if (!QStringView(text_).mid(at_).startsWith(symbol)) return false;
        at_ += symbol.size();
        return true;
    }

    QString takeName()
    {
        skip();
        const auto begin = at_;
        while (at_ < text_.size() && (text_[at_].isLower() || text_[at_] == u'_')) ++at_;
        return text_.mid(begin, at_ - begin);
    }

    void put(Kind kind) { operations_.push_back({kind, 0, -1, 1, {}}); }

    bool conditions()
    {
        if (!comparison()) return false;
        for (;;) {
            const auto before = at_;
            if (takeName() != QLatin1String("and")) return at_ = before, true;
            if (!comparison()) return false;
            put(Kind::And);
        }
    }

    bool comparison()
    {
        static constexpr std::pair<const char*, Kind> signs[] = {
            {"<=", Kind::AtMost}, {">=", Kind::AtLeast}, {"!=", Kind::Unequal},
            {"<", Kind::Less},    {">", Kind::More},     {"=", Kind::Equal}};
        if (!sum()) return false;
        for (const auto& [sign, kind] : signs) {
            if (!take(QLatin1String(sign))) continue;
            if (!sum()) return false;
            put(kind);
            break;
        }
        return true;
    }

    bool sum()
    {
        if (!product()) return false;
        for (;;) {
            const bool plus = take(QLatin1String("+"));
            if (!plus && !take(QLatin1String("-"))) return true;
            if (!product()) return false;
            put(plus ? Kind::Add : Kind::Subtract);
        }
    }

    bool product()
    {
        if (!atom()) return false;
        for (;;) {
            const bool times = take(QLatin1String("*"));
            if (!times && !take(QLatin1String("/"))) return true;
            if (!atom()) return false;
            put(times ? Kind::Multiply : Kind::Divide);
        }
    }

    bool atom()
    {
        if (take(QLatin1String("("))) {
            if (++depth_ > deepestBrackets) return fail(QStringLiteral("too many brackets"));
            const bool ok = sum() && (take(QLatin1String(")")) || fail(QStringLiteral("a bracket is not closed")));
            --depth_;
            return ok;
        }
        skip();
        if (at_ < text_.size() && text_[at_].isDigit()) return number();
        const QString name = takeName();
        if (name.isEmpty()) return fail(at_ < text_.size() ? QStringLiteral("unexpected “%1”").arg(text_.mid(at_, 20))
                                                          : QStringLiteral("it ends too early"));
        return name == QLatin1String("reply") ? contains() : observation(name);
    }

    bool number()
    {
        const auto begin = at_;
        while (at_ < text_.size() && (text_[at_].isDigit() || text_[at_] == u'.')) ++at_;
        bool ok = false;
        const double value = text_.mid(begin, at_ - begin).toDouble(&ok);
        if (!ok) return fail(QStringLiteral("“%1” is no number").arg(text_.mid(begin, at_ - begin)));
        operations_.push_back({Kind::Number, value, -1, 1, {}});
        return true;
    }

    /// `(2)` behind a name: of which prompt.
    bool promptNumber(int& prompt)
    {
        prompt = 1;
        if (!take(QLatin1String("("))) return true;
        skip();
        if (at_ >= text_.size() || text_[at_] < u'1' || text_[at_] > u'4')
            return fail(QStringLiteral("the prompt in brackets is a number from 1 to 4"));
        prompt = text_[at_++].digitValue();
        return take(QLatin1String(")")) || fail(QStringLiteral("a bracket is not closed"));
    }

    bool observation(const QString& name)
    {
        const auto all = lessonObservations();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& one) { return name == QLatin1String(one.name); });
        if (found == all.end()) return fail(QStringLiteral("nothing is called “%1”").arg(name));
        LessonExpression::Operation operation{Kind::Observation, 0, int(found - all.begin()), 1, {}};
        if (!promptNumber(operation.prompt)) return false;
        operations_.push_back(operation);
        return true;
    }

    bool contains()
    {
        LessonExpression::Operation operation{Kind::Contains, 0, -1, 1, {}};
        if (!promptNumber(operation.prompt)) return false;
        const QString word = takeName();
        if (word == QLatin1String("lacks")) operation.kind = Kind::Lacks;
        if ((word != QLatin1String("contains") && word != QLatin1String("lacks")) || !take(QLatin1String("\"")))
            return fail(QStringLiteral("after reply comes: contains \"text\", or: lacks \"text\""));
        const auto end = text_.indexOf(u'"', at_);
        if (end <= at_) return fail(QStringLiteral("a quotation mark is not closed, or nothing is quoted"));
        operation.text = text_.mid(at_, end - at_);
        at_ = end + 1;
        operations_.push_back(operation);
        return true;
    }

    const QString text_;
    QString& problem_;
    qsizetype at_ = 0;
    int depth_ = 0;
    std::vector<LessonExpression::Operation> operations_;
};

std::optional<LessonExpression> LessonExpression::parse(const QString& text, QString& problem)
{
    problem.clear();
    return LessonExpressionReader(text, problem).read();
}

std::optional<double> LessonExpression::evaluate(const LessonEvidence& evidence) const
{
    std::vector<double> stack;
    for (const Operation& operation : operations_) {
        if (operation.kind == Kind::Number) {
            stack.push_back(operation.number);
            continue;
        }
        if (operation.kind == Kind::Observation) {
            const auto value = lessonObservations()[size_t(operation.observation)].observe(evidence, operation.prompt);
            if (!value || !std::isfinite(*value)) return {};
            stack.push_back(*value);
            continue;
        }
        if (operation.kind == Kind::Contains || operation.kind == Kind::Lacks) {
            const LessonRecord* record = evidence.record(operation.prompt);
            if (!record) return {};
            stack.push_back(record->reply.contains(operation.text) == (operation.kind == Kind::Contains) ? 1 : 0);
            continue;
        }
        const double b = stack.back();
        stack.pop_back();
        double& a = stack.back();
        switch (operation.kind) {
        case Kind::Add: a += b; break;
        case Kind::Subtract: a -= b; break;
        case Kind::Multiply: a *= b; break;
        case Kind::Divide:
            if (b == 0) return {};
            a /= b;
            break;
        case Kind::Less: a = a < b; break;
        case Kind::AtMost: a = a <= b; break;
        case Kind::Equal: a = std::abs(a - b) <= equalWithin * std::max(1.0, std::abs(b)); break;
        case Kind::Unequal: a = std::abs(a - b) > equalWithin * std::max(1.0, std::abs(b)); break;
        case Kind::AtLeast: a = a >= b; break;
        case Kind::More: a = a > b; break;
        default: a = a != 0 && b != 0; break;
        }
    }
    return stack.empty() ? std::nullopt : std::optional(stack.back());
}

bool LessonExpression::holds(const LessonEvidence& evidence) const
{
    return evaluate(evidence).value_or(0) != 0;
}

namespace {

/// Whole numbers grouped, others with as many digits as a sentence needs.
QString numberText(double value)
{
    const bool whole = std::abs(value - std::round(value)) < 1e-6 && std::abs(value) < 1e15;
    if (whole) return groupedText(std::int64_t(std::llround(value)));
    return std::abs(value) < 1 ? QString::number(value, 'g', 2) : QString::number(value, 'f', 1);
}

/// Calls `visit(expression)` for each `{…}`, and puts what it answers in its place.
template <class Visit>
QString replaceBraces(const QString& text, Visit visit)
{
    QString filled;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != u'{') {
            filled += text[at];
            continue;
        }
        if (at + 1 < text.size() && text[at + 1] == u'{') {
            filled += text[++at];
            continue;
        }
        const auto end = text.indexOf(u'}', at);
        filled += visit(end < 0 ? QString() : text.mid(at + 1, end - at - 1));
        if (end < 0) break;
        at = end;
    }
    return filled;
}

}  // namespace

QString filledText(const QString& text, const LessonEvidence& evidence)
{
    return replaceBraces(text, [&](const QString& inside) {
        QString problem;
        const auto expression = LessonExpression::parse(inside, problem);
        const auto value = expression ? expression->evaluate(evidence) : std::nullopt;
        return value ? numberText(*value) : QStringLiteral("–");
    });
}

std::optional<QString> problemOfBraces(const QString& text)
{
    std::optional<QString> first;
    replaceBraces(text, [&](const QString& inside) {
        QString problem;
        if (!LessonExpression::parse(inside, problem) && !first)
            first = QStringLiteral("{%1}: %2").arg(inside.left(60), problem);
        return QString();
    });
    return first;
}

}  // namespace ui
