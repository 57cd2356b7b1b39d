// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/translateddialog.h"

class QLabel;
class QPushButton;

namespace tegata {

// The rule that a finding rests on: its number, its own words, their source. Open it; it deletes itself.
class RuleDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    explicit RuleDialog(const QString &rule, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    const QString m_rule;
    QLabel *m_words;
    QLabel *m_source;
    QPushButton *m_close;
};

} // namespace tegata
