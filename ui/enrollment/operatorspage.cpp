// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/operatorspage.h"

#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/operatorcard.h"
#include "ui/style/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int MaximumOperators = 100; // (ours) more than a form can be read with

} // namespace

OperatorsPage::OperatorsPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Operators, form, language, parent), m_hint(add(new QLabel(this))),
      m_cardArea(add(new QWidget(this))), m_add(add(new QPushButton(this)))
{
    m_hint->setObjectName(QStringLiteral("operatorsHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_cardArea->setObjectName(QStringLiteral("operatorCards"));
    auto *cards = new QVBoxLayout(m_cardArea);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space::Medium);
    m_add->setObjectName(QStringLiteral("operatorAdd"));
    m_add->setAutoDefault(false);
    m_add->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_add, &QPushButton::clicked, this, &OperatorsPage::addOperator);
    connect(&form, &EnrollmentForm::changed, this, &OperatorsPage::showCards);
    connect(&form, &EnrollmentForm::reloaded, this, &OperatorsPage::showCards);
    connect(&form, &EnrollmentForm::readOnlyChanged, this, &OperatorsPage::showCards);
    showCards();
    retranslate();
}

bool OperatorsPage::focusField(const QString &path)
{
    if (path == QLatin1String("operators")) {
        m_add->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return EnrollmentPageWidget::focusField(path);
}

void OperatorsPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    m_hint->setText(tr("Operators issue, revoke and cancel server certificates. One is registered free of charge; the "
                       "second and each further one are charged."));
    m_hint->setAccessibleName(m_hint->text());
    m_cardArea->setAccessibleName(tr("Operators"));
    m_add->setText(tr("Add an opera&tor"));
    m_add->setAccessibleName(tr("Add an operator"));
}

void OperatorsPage::showCards()
{
    const int count = static_cast<int>(form().value().operators.size());
    while (m_cards.size() > count) {
        OperatorCard *card = m_cards.takeLast();
        card->hide();
        card->deleteLater();
    }
    while (m_cards.size() < count) {
        auto *card = new OperatorCard(static_cast<int>(m_cards.size()), form(), language(), m_cardArea);
        m_cardArea->layout()->addWidget(card);
        m_cards.append(card);
        connect(card, &OperatorCard::removeRequested, this, &OperatorsPage::removeOperator);
        connect(card, &OperatorCard::moveRequested, this, &OperatorsPage::moveOperator);
    }
    for (OperatorCard *card : std::as_const(m_cards))
        card->setCount(count);
    m_add->setEnabled(!form().isReadOnly() && count < MaximumOperators);
}

void OperatorsPage::addOperator()
{
    form().edit(QStringLiteral("operators"),
                [](EnrollmentApplication &application) { application.operators.append(EnrollmentOperator{}); });
    if (!m_cards.isEmpty())
        m_cards.constLast()->focusName();
}

void OperatorsPage::removeOperator(int place)
{
    form().edit(QStringLiteral("operators"), [place](EnrollmentApplication &application) {
        if (place < application.operators.size())
            application.operators.removeAt(place);
    });
    if (!m_cards.isEmpty())
        m_cards.at(std::min(place, static_cast<int>(m_cards.size()) - 1))->focusName();
}

void OperatorsPage::moveOperator(int place, int by)
{
    const int target = place + by;
    form().edit(QStringLiteral("operators"), [=](EnrollmentApplication &application) {
        if (place < application.operators.size() && target >= 0 && target < application.operators.size())
            application.operators.move(place, target);
    });
    if (target >= 0 && target < m_cards.size())
        m_cards.at(target)->focusName();
}

} // namespace tegata
