// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <utility>
#include <vector>

namespace ui {

/// Replies to choose one from, by their names. The first entry is none of them: what is chosen when nobody chooses.
class ReplyBox : public QComboBox {
    Q_OBJECT
public:
    ReplyBox(const QString& accessibleName, QWidget* parent);

    /// The same choices again, with what is new: what was chosen stays chosen, and nothing is signalled.
    template <class Choice>
    void setChoices(const QString& first, const std::vector<std::pair<Choice, QString>>& replies)
    {
        const QSignalBlocker quiet(this);
        const bool chose = isChosen();
        const auto before = chosen<Choice>();
        clear();
        addItem(first);
        for (const auto& [choice, name] : replies) {
            addItem(name, QVariant::fromValue(choice));
            if (chose && choice == before) setCurrentIndex(count() - 1);
        }
    }
    bool isChosen() const { return currentIndex() > 0; }
    /// Choice(): the first entry.
    template <class Choice>
    Choice chosen() const { return currentData().value<Choice>(); }
};

}  // namespace ui
