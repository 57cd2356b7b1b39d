// SPDX-License-Identifier: Apache-2.0
#include "ui/common/ruledialog.h"

#include "ui/common/ruletext.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

RuleDialog::RuleDialog(const QString &rule, QWidget *parent)
    : TranslatedDialog(parent), m_rule(rule), m_words(new QLabel(this)), m_source(new QLabel(this)), m_close(nullptr)
{
    setObjectName(QStringLiteral("ruleDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_words, "ruleWords");
    nameWidget(m_source, "ruleSource");
    for (QLabel *label : {m_words, m_source}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    setTextRole(m_source, TextRole::Small, Tone::Secondary);
    auto *buttons = new QDialogButtonBox(this);
    nameWidget(buttons, "ruleButtons");
    m_close = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    nameWidget(m_close, "ruleClose");
    m_close->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Medium);
    layout->addWidget(m_words);
    layout->addWidget(m_source);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_words->setMinimumWidth(characterWidth(this) * 60);
    retranslate();
}

void RuleDialog::retranslate()
{
    //: %1: its number, "V6"
    setWords(tr("Rule %1").arg(m_rule));
    const RuleText::Words words = RuleText::of(m_rule);
    say(m_words, words.text.isEmpty() ? tr("No further words are kept for this rule.") : words.text);
    //: %1: a publication and its section
    say(m_source, words.source.isEmpty() ? QString() : tr("Source: %1").arg(words.source));
    say(m_close, tr("Close"));
    findChild<QDialogButtonBox *>()->setAccessibleName(windowTitle());
}

} // namespace tegata
