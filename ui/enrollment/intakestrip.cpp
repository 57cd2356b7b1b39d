// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/intakestrip.h"

#include "core/domain/errortext.h"
#include "core/rules/findingtext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/wording.h"
#include "ui/style/ground.h"
#include "ui/style/tokens.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int LinesSeen = 6;          // at once; the rest is scrolled to
constexpr qsizetype LinesShown = 200; // laying out thousands takes too long; copying gives all

QString reasons(const DomainIntake::Row &row, const Phrasebook &phrasebook)
{
    QStringList words;
    for (const Finding &finding : row.check.findings) {
        const FindingText text = findingText(finding, phrasebook);
        words.append(row.accepted ? text.message : QStringLiteral("%1 → %2").arg(text.message, text.remedy));
    }
    return Wording::sentences(words);
}

} // namespace

IntakeStrip::IntakeStrip(const LanguageController &language, QWidget *parent)
    : QFrame(parent), m_language(language), m_icon(new QLabel(this)), m_heading(new QLabel(this)),
      m_details(new QPlainTextEdit(this)), m_copy(new QPushButton(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("intakeStrip"));
    setFrameShape(QFrame::StyledPanel);
    setGround(this, Ground::Sunken);
    m_icon->setObjectName(QStringLiteral("intakeIcon"));
    m_heading->setObjectName(QStringLiteral("intakeHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_details->setObjectName(QStringLiteral("intakeDetails"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_copy->setObjectName(QStringLiteral("intakeCopy"));
    m_copy->setIcon(PaletteIcon::icon(QStringLiteral("copy")));
    m_close->setObjectName(QStringLiteral("intakeClose"));
    m_close->setIcon(PaletteIcon::icon(QStringLiteral("close")));
    auto *top = new QHBoxLayout;
    top->setSpacing(space::Small);
    top->addWidget(m_icon, 0, Qt::AlignTop);
    top->addWidget(m_heading, 1);
    top->addWidget(m_copy, 0, Qt::AlignTop);
    top->addWidget(m_close, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::OfStrip);
    layout->setSpacing(space::Message);
    layout->addLayout(top);
    layout->addWidget(m_details);
    connect(m_copy, &QPushButton::clicked, this, &IntakeStrip::copy);
    connect(m_close, &QPushButton::clicked, this, &IntakeStrip::dismiss);
    retranslate();
    hide();
}

void IntakeStrip::showIntake(const DomainIntake &intake)
{
    const bool saysSomething = std::any_of(intake.rows.cbegin(), intake.rows.cend(), [](const DomainIntake::Row &row) {
        return !row.accepted || !row.check.findings.isEmpty();
    });
    m_intake = intake;
    m_error.reset();
    retranslate();
    setVisible(saysSomething);
    if (!saysSomething)
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void IntakeStrip::showError(const Error &error)
{
    m_error = error;
    m_intake.reset();
    retranslate();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void IntakeStrip::dismiss()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT dismissed();
}

QString IntakeStrip::text() const
{
    if (isHidden())
        return {};
    const QString lines = details(m_intake ? m_intake->rows.size() : 0);
    return lines.isEmpty() ? heading() : QStringLiteral("%1\n%2").arg(heading(), lines);
}

void IntakeStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void IntakeStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void IntakeStrip::retranslate()
{
    m_copy->setText(tr("Co&py"));
    m_copy->setAccessibleName(tr("Copy the result"));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close the result"));
    m_close->setToolTip(tr("Esc"));
    m_details->setAccessibleName(tr("Entries that were changed or not imported"));
    setAccessibleName(heading());
    m_heading->setText(heading());
    m_heading->setAccessibleName(heading());
    m_icon->setAccessibleName(heading());
    const bool hasRefusals =
        m_error || (m_intake && std::any_of(m_intake->rows.cbegin(), m_intake->rows.cend(),
                                            [](const DomainIntake::Row &row) { return !row.accepted; }));
    const QString icon = m_error       ? QStringLiteral("outcome-error")
                         : hasRefusals ? QStringLiteral("outcome-warning")
                                       : QStringLiteral("outcome-note");
    showIcon(m_icon, icon);
    const QString lines = details(LinesShown);
    m_details->setPlainText(lines);
    m_details->setVisible(!lines.isEmpty());
    const int shown = std::clamp(static_cast<int>(lines.count(QLatin1Char('\n'))) + 1, 2, LinesSeen);
    m_details->setFixedHeight(m_details->fontMetrics().lineSpacing() * shown + 14);
}

void IntakeStrip::copy()
{
    QGuiApplication::clipboard()->setText(text());
}

QString IntakeStrip::heading() const
{
    if (m_error) {
        const ErrorText words = describe(*m_error, m_language.phrasebook());
        return QStringLiteral("%1 → %2").arg(words.message, words.remedy);
    }
    if (!m_intake)
        return {};
    const auto taken = std::count_if(m_intake->rows.cbegin(), m_intake->rows.cend(),
                                     [](const DomainIntake::Row &row) { return row.accepted; });
    const auto all = m_intake->rows.size();
    if (all == 0)
        return tr("No domain was found in the text.");
    if (taken == all)
        return tr("Imported %1 of %2. Changed:").arg(taken).arg(all);
    return tr("Imported %1 of %2. Not imported: %3.").arg(taken).arg(all).arg(all - taken);
}

QString IntakeStrip::details(qsizetype most) const
{
    if (!m_intake)
        return {};
    QStringList lines;
    qsizetype left = 0;
    for (const bool accepted : {false, true}) {
        for (const DomainIntake::Row &row : m_intake->rows) {
            if (row.accepted != accepted || (accepted && row.check.findings.isEmpty()))
                continue;
            if (lines.size() >= most)
                ++left;
            else if (accepted)
                lines.append(
                    tr("Changed: %1 → %2 – %3").arg(row.input, row.domain, reasons(row, m_language.phrasebook())));
            else
                lines.append(tr("Not imported: %1 – %2").arg(row.input, reasons(row, m_language.phrasebook())));
        }
    }
    if (left > 0)
        lines.append(tr("… and %1 more; Copy includes all").arg(left));
    return lines.join(QLatin1Char('\n'));
}

} // namespace tegata
