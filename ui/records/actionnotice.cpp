// SPDX-License-Identifier: Apache-2.0
#include "ui/records/actionnotice.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tegata {

ActionNotice::ActionNotice(const LanguageController &language, const QString &name, QWidget *parent)
    : QWidget(parent), m_language(language), m_bar(new BannerBar(this)), m_findings(new FindingList(this))
{
    setObjectName(name + QStringLiteral("ActionNotice"));
    m_bar->setObjectName(name + QStringLiteral("Notice"));
    m_findings->setObjectName(name + QStringLiteral("NoticeFindings"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    layout->addWidget(m_findings);
    refresh();
}

void ActionNotice::showRefusal(const ActionRefused &refused)
{
    forget();
    m_refused = refused;
    refresh();
}

void ActionNotice::showError(const Error &error)
{
    forget();
    m_error = error;
    refresh();
}

void ActionNotice::showWarning(const QString &text)
{
    forget();
    m_warning = text;
    refresh();
}

void ActionNotice::clear()
{
    forget();
    refresh();
}

void ActionNotice::forget()
{
    m_refused.reset();
    m_error.reset();
    m_warning.clear();
}

void ActionNotice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void ActionNotice::refresh()
{
    setAccessibleName(tr("What became of the action"));
    m_findings->setAccessibleName(tr("Why it was refused"));
    m_findings->setVisible(m_refused && !m_refused->findings.isEmpty());
    if (m_refused) {
        m_bar->showMessage(BannerBar::Kind::Error, m_refused->findings.isEmpty() && !m_refused->detail.isEmpty()
                                                       ? tr("The site refused this: %1").arg(m_refused->detail)
                                                       : tr("The site refused this. Nothing was changed."));
        m_findings->setFindings(m_refused->findings, m_language.phrasebook(), QString());
    } else if (m_error) {
        const ErrorText words = describe(*m_error, m_language.phrasebook());
        m_bar->showMessage(BannerBar::Kind::Error, words.message + QLatin1Char('\n') + words.remedy);
    } else if (!m_warning.isEmpty()) {
        m_bar->showMessage(BannerBar::Kind::Warning, m_warning);
    } else {
        m_bar->clear();
    }
    setVisible(m_refused || m_error || !m_warning.isEmpty());
}

} // namespace tegata
