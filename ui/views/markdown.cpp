// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/markdown.h"

#include <QUrl>

#include <md4c.h>

#include <algorithm>
#include <map>

namespace ui {
namespace {

constexpr int deepest = 32;
constexpr int widestTable = 64;

/// Receives md4c's callbacks for one piece. A callback answers non-zero to give up.
class Reader {
public:
    explicit Reader(const QString& source) : bytes_(source.toUtf8())
    {
        units_.reserve(size_t(bytes_.size()) + 1);
        int unit = 0;
        for (const char byte : bytes_) {
            const auto lead = static_cast<unsigned char>(byte);
            units_.push_back(unit);
            if ((lead & 0xc0) != 0x80) unit += lead >= 0xf0 ? 2 : 1;
        }
    }

    std::optional<std::vector<MarkdownBlock>> read()
    {
        MD_PARSER parser{};
        parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
        parser.enter_block = [](MD_BLOCKTYPE t, void* d, void* self) {
            return of(self).call(&Reader::enterBlock, t, d);
        };
        parser.leave_block = [](MD_BLOCKTYPE t, void* d, void* self) {
            return of(self).call(&Reader::leaveBlock, t, d);
        };
        parser.enter_span = [](MD_SPANTYPE t, void* d, void* self) { return of(self).call(&Reader::enterSpan, t, d); };
        parser.leave_span = [](MD_SPANTYPE t, void* d, void* self) { return of(self).call(&Reader::leaveSpan, t, d); };
        parser.text = [](MD_TEXTTYPE t, const MD_CHAR* text, MD_SIZE size, void* self) {
            return of(self).call(&Reader::text, t, text, size);
        };
        const int answer = md_parse(bytes_.constData(), MD_SIZE(bytes_.size()), &parser, this);
        if (answer != 0 || gaveUp_) return std::nullopt;
        return std::move(blocks_);
    }

private:
    struct List {
        bool ordered = false;
        unsigned next = 1;
    };

    static Reader& of(void* self) { return *static_cast<Reader*>(self); }

    /// md4c does not always hand on that a callback gave up, so that is remembered here.
    template <class... Parameters, class... Arguments>
    int call(int (Reader::*callback)(Parameters...), Arguments... arguments)
    {
        if (!gaveUp_) gaveUp_ = (this->*callback)(arguments...) != 0;
        return gaveUp_ ? 1 : 0;
    }

    int enterBlock(MD_BLOCKTYPE type, void* detail);
    int leaveBlock(MD_BLOCKTYPE type, void* detail);
    int enterSpan(MD_SPANTYPE type, void* detail);
    int leaveSpan(MD_SPANTYPE type, void* detail);
    int text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size);

    void beginBlock(MarkdownBlock::Kind kind, int level = 0);
    void beginItem(const MD_BLOCK_LI_DETAIL& item);
    void openLink(const MD_SPAN_A_DETAIL& link);
    void closeLink();
    void insert(const QString& words);  ///< of ours, not in the source
    MarkdownRuns& runs();
    int unitOf(const MD_CHAR* text) const;

    QByteArray bytes_;
    std::vector<int> units_;  // [bytes] index of the UTF-16 unit
    std::vector<MarkdownBlock> blocks_;
    std::vector<List> lists_;
    QString marker_;  // waits for the first block of its item
    MarkdownRun style_;
    std::vector<int> spans_;  // styles to return to
    QString refusedLink_;
    int depth_ = 0, quotes_ = 0;
    bool gaveUp_ = false;
    bool open_ = false;  // text goes to the last block
};

QString stringOf(const MD_ATTRIBUTE& attribute)
{
    return QString::fromUtf8(attribute.text, qsizetype(attribute.size));
}

bool mayOpen(const QString& target)
{
    const QString scheme = QUrl(target).scheme();
    return scheme == QLatin1String("http") || scheme == QLatin1String("https") || scheme == QLatin1String("mailto");
}

QString characterOf(const QString& entity)
{
    static const std::map<QString, QString> named = {
        {"&amp;", "&"},        {"&lt;", "<"},        {"&gt;", ">"},          {"&quot;", "\""},
        {"&apos;", "'"},       {"&nbsp;", "\u00a0"}, {"&hellip;", "\u2026"}, {"&mdash;", "\u2014"},
        {"&ndash;", "\u2013"}, {"&times;", "\u00d7"}};
    if (const auto known = named.find(entity); known != named.end()) return known->second;
    if (!entity.startsWith(QLatin1String("&#"))) return entity;
    const bool hex = entity.size() > 3 && entity[2].toLower() == QLatin1Char('x');
    bool ok = false;
    const char32_t code = entity.mid(hex ? 3 : 2).chopped(1).toUInt(&ok, hex ? 16 : 10);
    if (!ok || code == 0 || code > 0x10ffff || QChar::isSurrogate(code))
        return QString(QChar(QChar::ReplacementCharacter));
    return QString::fromUcs4(&code, 1);
}

int Reader::enterBlock(MD_BLOCKTYPE type, void* detail)
{
    using Kind = MarkdownBlock::Kind;
    if (++depth_ > deepest) return 1;
    switch (type) {
    case MD_BLOCK_QUOTE:
        ++quotes_;
        open_ = false;
        break;
    case MD_BLOCK_UL:
        lists_.push_back({});
        open_ = false;
        break;
    case MD_BLOCK_OL:
        lists_.push_back({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
        open_ = false;
        break;
    case MD_BLOCK_LI: beginItem(*static_cast<MD_BLOCK_LI_DETAIL*>(detail)); break;
    case MD_BLOCK_HR: beginBlock(Kind::Rule); break;
    case MD_BLOCK_H: beginBlock(Kind::Heading, int(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level)); break;
    case MD_BLOCK_CODE:
        beginBlock(Kind::Code);
        style_.style = MarkdownRun::Code;
        break;
    case MD_BLOCK_HTML:
    case MD_BLOCK_P: beginBlock(Kind::Paragraph); break;
    case MD_BLOCK_TABLE:
        if (static_cast<MD_BLOCK_TABLE_DETAIL*>(detail)->col_count > widestTable) return 1;
        beginBlock(Kind::Table);
        break;
    case MD_BLOCK_TR: blocks_.back().rows.emplace_back(); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: blocks_.back().rows.back().emplace_back(); break;
    default: break;
    }
    return 0;
}

int Reader::leaveBlock(MD_BLOCKTYPE type, void*)
{
    --depth_;
    switch (type) {
    case MD_BLOCK_QUOTE: --quotes_; break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: lists_.pop_back(); break;
    case MD_BLOCK_CODE: {
        style_.style = 0;
        MarkdownRuns& code = blocks_.back().runs;
        if (!code.empty() && code.back().text == QString(QChar(QChar::LineSeparator))) code.pop_back();
        break;
    }
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: return 0;
    default: break;
    }
    open_ = false;
    return 0;
}

int Reader::enterSpan(MD_SPANTYPE type, void* detail)
{
    if (++depth_ > deepest) return 1;
    spans_.push_back(style_.style);
    switch (type) {
    case MD_SPAN_EM: style_.style |= MarkdownRun::Italic; break;
    case MD_SPAN_STRONG: style_.style |= MarkdownRun::Bold; break;
    case MD_SPAN_DEL: style_.style |= MarkdownRun::Strike; break;
    case MD_SPAN_CODE: style_.style |= MarkdownRun::Code; break;
    case MD_SPAN_A: openLink(*static_cast<MD_SPAN_A_DETAIL*>(detail)); break;
    case MD_SPAN_IMG: insert(QStringLiteral("[image: ")); break;
    default: break;
    }
    return 0;
}

int Reader::leaveSpan(MD_SPANTYPE type, void*)
{
    --depth_;
    if (type == MD_SPAN_A) closeLink();
    if (type == MD_SPAN_IMG) insert(QStringLiteral("]"));
    style_.style = spans_.back();
    spans_.pop_back();
    return 0;
}

int Reader::text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size)
{
    if (!open_) beginBlock(MarkdownBlock::Kind::Paragraph);  // md4c leaves out the paragraph of a tight list item
    const int source = unitOf(text);
    const QString words = QString::fromUtf8(text, qsizetype(size));
    switch (type) {
    case MD_TEXT_NULLCHAR: insert(QString(QChar(QChar::ReplacementCharacter))); break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: insert(QString(QChar(QChar::LineSeparator))); break;  // a model's line ends are meant
    case MD_TEXT_ENTITY: {
        MarkdownRuns decoded;
        appendVisible(decoded, style_, characterOf(words), -1);
        for (MarkdownRun& run : decoded) {
            run.source = source;
            run.sourceSize = int(words.size());
            runs().push_back(std::move(run));
        }
        break;
    }
    default: appendVisible(runs(), style_, words, source);
    }
    return 0;
}

void Reader::beginBlock(MarkdownBlock::Kind kind, int level)
{
    MarkdownBlock block;
    block.kind = kind;
    block.level = level;
    block.quoteDepth = quotes_;
    block.listDepth = int(lists_.size());
    block.marker = std::exchange(marker_, {});
    blocks_.push_back(std::move(block));
    open_ = true;
}

void Reader::beginItem(const MD_BLOCK_LI_DETAIL& item)
{
    List& list = lists_.back();
    if (item.is_task)
        marker_ = item.task_mark == ' ' ? QStringLiteral("\u2610") : QStringLiteral("\u2611");
    else
        marker_ = list.ordered ? QStringLiteral("%1.").arg(list.next) : QStringLiteral("\u2022");
    ++list.next;
    open_ = false;
}

void Reader::openLink(const MD_SPAN_A_DETAIL& link)
{
    const QString target = stringOf(link.href);
    if (mayOpen(target))
        style_.link = target;
    else
        refusedLink_ = target;
}

void Reader::closeLink()
{
    style_.link.clear();
    if (!refusedLink_.isEmpty())
        appendVisible(runs(), style_, QStringLiteral(" (%1)").arg(std::exchange(refusedLink_, {})), -1);
}

void Reader::insert(const QString& words)
{
    if (!open_) beginBlock(MarkdownBlock::Kind::Paragraph);
    MarkdownRun run = style_;
    run.text = words;
    runs().push_back(std::move(run));
}

MarkdownRuns& Reader::runs()
{
    MarkdownBlock& block = blocks_.back();
    return block.rows.empty() || block.rows.back().empty() ? block.runs : block.rows.back().back();
}

int Reader::unitOf(const MD_CHAR* text) const
{
    const auto offset = text - bytes_.constData();
    return offset >= 0 && offset < bytes_.size() ? units_[size_t(offset)] : -1;
}

}  // namespace

std::optional<std::vector<MarkdownBlock>> parseMarkdown(const QString& source)
{
    return Reader(source).read();
}

std::vector<MarkdownBlock> plainParagraph(const QString& source)
{
    auto end = source.size();
    while (end > 0 && source[end - 1] == QLatin1Char('\n'))
        --end;
    std::vector<MarkdownBlock> blocks(1);
    appendVisible(blocks[0].runs, {}, source.left(end), 0);
    return blocks;
}

}  // namespace ui
