// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/commonnamefield.h"

#include "core/rules/romanization.h"
#include "ui/style/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tegata {

CommonNameField::CommonNameField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access,
                                 std::function<QString(const EnrollmentApplication &)> kana, QWidget *parent)
    : TextField(form, language, access, 24, parent), m_access(std::move(access)), m_kana(std::move(kana)),
      m_row(new QWidget(this)), m_offer(new QLabel(m_row)), m_use(new QPushButton(m_row))
{
    m_row->setObjectName(objectName() + QStringLiteral("Suggestion"));
    m_offer->setObjectName(objectName() + QStringLiteral("SuggestionText"));
    m_offer->setTextFormat(Qt::PlainText);
    m_use->setObjectName(objectName() + QStringLiteral("SuggestionUse"));
    m_use->setAutoDefault(false);
    auto *layout = new QHBoxLayout(m_row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Small);
    layout->addWidget(m_offer);
    layout->addWidget(m_use);
    layout->addStretch(1);
    addBelowEditor(m_row);
    connect(m_use, &QPushButton::clicked, this, [this] {
        const QString suggestion = m_suggestion;
        this->form().edit(path(), [&](EnrollmentApplication &application) { m_access.write(application, suggestion); });
        this->form().endTyping();
        line()->setFocus(Qt::OtherFocusReason);
    });
    CommonNameField::retranslate();
    showOffer();
}

void CommonNameField::readValue()
{
    TextField::readValue();
    showOffer();
}

void CommonNameField::setEditable(bool editable)
{
    TextField::setEditable(editable);
    showOffer();
}

void CommonNameField::retranslate()
{
    TextField::retranslate();
    m_use->setText(tr("Use it"));
    m_row->setAccessibleName(tr("Suggestion from the kana"));
    showOffer();
}

void CommonNameField::showOffer()
{
    const EnrollmentApplication &value = form().value();
    m_suggestion = suggestedCommonName(m_kana(value));
    const bool isNews = !m_suggestion.isEmpty() && m_suggestion != m_access.read(value);
    m_row->setVisible(isNews && !form().isReadOnly());
    m_offer->setText(tr("Suggested from the kana: %1").arg(m_suggestion));
    m_offer->setAccessibleName(m_offer->text());
    m_use->setAccessibleName(tr("Use %1").arg(m_suggestion));
}

} // namespace tegata
