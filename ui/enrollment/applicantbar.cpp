// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/applicantbar.h"

#include "ui/common/plaintext.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTabBar>

namespace tegata {

namespace {

constexpr int MaximumApplicants = 20; // (ours) more than a form can be read with

} // namespace

ApplicantBar::ApplicantBar(EnrollmentForm &form, ApplicantScope &scope, Buttons buttons, QWidget *parent)
    : QWidget(parent), m_form(form), m_scope(scope), m_tabs(new QTabBar(this)), m_row(new QWidget(this)),
      m_add(new QPushButton(m_row)), m_duplicate(new QPushButton(m_row)), m_earlier(new QPushButton(m_row)),
      m_later(new QPushButton(m_row)), m_remove(new QPushButton(m_row))
{
    setObjectName(QStringLiteral("applicantBar"));
    m_tabs->setObjectName(QStringLiteral("applicantTabs"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_row->setObjectName(QStringLiteral("applicantButtons"));
    m_add->setObjectName(QStringLiteral("applicantAdd"));
    m_duplicate->setObjectName(QStringLiteral("applicantDuplicate"));
    m_earlier->setObjectName(QStringLiteral("applicantEarlier"));
    m_later->setObjectName(QStringLiteral("applicantLater"));
    m_remove->setObjectName(QStringLiteral("applicantRemove"));
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_add, m_duplicate, m_earlier, m_later, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    m_row->setVisible(buttons == Buttons::Yes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
    layout->addWidget(m_tabs);

    connect(m_add, &QPushButton::clicked, this, [this] { insertApplicant(false); });
    connect(m_duplicate, &QPushButton::clicked, this, [this] { insertApplicant(true); });
    connect(m_earlier, &QPushButton::clicked, this, [this] { moveApplicant(-1); });
    connect(m_later, &QPushButton::clicked, this, [this] { moveApplicant(1); });
    connect(m_remove, &QPushButton::clicked, this, &ApplicantBar::removeApplicant);
    connect(m_tabs, &QTabBar::currentChanged, &m_scope, &ApplicantScope::setIndex);
    connect(&m_scope, &ApplicantScope::moved, this, &ApplicantBar::refresh);
    connect(&m_form, &EnrollmentForm::changed, this, &ApplicantBar::refresh);
    connect(&m_form, &EnrollmentForm::reloaded, this, &ApplicantBar::refresh);
    connect(&m_form, &EnrollmentForm::readOnlyChanged, this, &ApplicantBar::refresh);
    retranslate();
}

void ApplicantBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ApplicantBar::retranslate()
{
    setAccessibleName(tr("Applicant corporations"));
    m_row->setAccessibleName(tr("Change the list of applicant corporations"));
    m_tabs->setAccessibleName(tr("Applicant corporations"));
    m_add->setText(tr("Add an applica&nt"));
    m_duplicate->setText(tr("&Duplicate"));
    m_earlier->setText(tr("Move &earlier"));
    m_later->setText(tr("Move la&ter"));
    m_remove->setText(tr("Re&move"));
    for (QPushButton *button : {m_add, m_duplicate, m_earlier, m_later, m_remove})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    refresh();
}

void ApplicantBar::refresh()
{
    const QList<EnrollmentApplicant> &applicants = m_form.value().applicants;
    const auto count = static_cast<int>(applicants.size());
    {
        const QSignalBlocker blocker(m_tabs);
        while (m_tabs->count() > count)
            m_tabs->removeTab(m_tabs->count() - 1);
        while (m_tabs->count() < count)
            m_tabs->addTab(QString());
        for (int i = 0; i < count; ++i) {
            const QString name = applicants.at(i).legalName.trimmed();
            QString text = QStringLiteral("%1  %2").arg(i + 1).arg(name.isEmpty() ? tr("(no name yet)") : name);
            m_tabs->setTabToolTip(i, text);
            text = m_tabs->fontMetrics().elidedText(text, Qt::ElideRight, characterWidth(m_tabs) * 32);
            text = PlainText::withoutMnemonics(text);
            if (m_tabs->tabText(i) != text)
                m_tabs->setTabText(i, text);
        }
        m_tabs->setCurrentIndex(std::clamp(m_scope.index(), 0, count - 1));
    }
    m_scope.setIndex(m_tabs->currentIndex());
    const int index = m_scope.index();
    const bool isFree = !m_form.isReadOnly();
    m_tabs->setVisible(count > 1);
    m_add->setEnabled(isFree && count < MaximumApplicants);
    m_duplicate->setEnabled(isFree && count < MaximumApplicants);
    m_earlier->setVisible(count > 1);
    m_earlier->setEnabled(isFree && index > 0);
    m_later->setVisible(count > 1);
    m_later->setEnabled(isFree && index + 1 < count);
    m_remove->setVisible(count > 1);
    m_remove->setEnabled(isFree && count > 1);
    setVisible(count > 1 || !m_row->isHidden());
}

void ApplicantBar::insertApplicant(bool duplicate)
{
    const int place = m_scope.index() + 1;
    m_form.edit(QStringLiteral("applicants"), [&](EnrollmentApplication &application) {
        application.applicants.insert(place, duplicate ? application.applicants.at(place - 1) : EnrollmentApplicant{});
    });
    m_scope.setIndex(place);
}

void ApplicantBar::removeApplicant()
{
    const int place = m_scope.index();
    m_form.edit(QStringLiteral("applicants"),
                [&](EnrollmentApplication &application) { application.applicants.removeAt(place); });
}

void ApplicantBar::moveApplicant(int by)
{
    const int place = m_scope.index();
    m_form.edit(QStringLiteral("applicants"),
                [&](EnrollmentApplication &application) { application.applicants.swapItemsAt(place, place + by); });
    m_scope.setIndex(place + by);
}

} // namespace tegata
