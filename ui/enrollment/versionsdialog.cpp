// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/versionsdialog.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/models/drafttext.h"
#include "ui/models/formsummary.h"
#include "ui/models/queuetext.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

VersionsDialog::VersionsDialog(EnrollmentDesk &desk, const LanguageController &language, QString draftId,
                               QWidget *parent)
    : QDialog(parent), m_desk(desk), m_language(language), m_id(std::move(draftId)), m_listLabel(new QLabel(this)),
      m_list(new QListWidget(this)), m_changesLabel(new QLabel(this)), m_changes(new QPlainTextEdit(this)),
      m_problem(new ProblemLabel(QStringLiteral("versionsProblem"), this)), m_buttons(new QDialogButtonBox(this)),
      m_restore(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_close(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("versionsDialog"));
    m_listLabel->setObjectName(QStringLiteral("versionsLabel"));
    m_listLabel->setBuddy(m_list);
    m_list->setObjectName(QStringLiteral("versions"));
    m_list->viewport()->setObjectName(QStringLiteral("versionsViewport"));
    m_changesLabel->setObjectName(QStringLiteral("versionChangesLabel"));
    m_changesLabel->setBuddy(m_changes);
    m_changes->setObjectName(QStringLiteral("versionChanges"));
    m_changes->viewport()->setObjectName(QStringLiteral("versionChangesViewport"));
    m_changes->setReadOnly(true);
    m_changes->setTabChangesFocus(true);
    m_buttons->setObjectName(QStringLiteral("versionsButtons"));
    m_restore->setObjectName(QStringLiteral("versionRestore"));
    m_restore->setEnabled(false);
    m_close->setObjectName(QStringLiteral("versionsClose"));
    m_close->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_listLabel, m_list, m_changesLabel, m_changes, m_problem, m_buttons})
        layout->addWidget(each);
    setMinimumSize(characterWidth(this) * 76, fontMetrics().height() * 26);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &VersionsDialog::restore);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, &VersionsDialog::readSelected);
    retranslate();
    load();
}

void VersionsDialog::load()
{
    observe(m_desk.versions(m_id), this, [this](const Result<QList<DraftVersion>> &versions) {
        if (!versions) {
            fail(versions.error());
            return;
        }
        m_versions = *versions;
        showRows();
        readNewest();
        m_list->setCurrentRow(m_versions.size() > 1 ? 1 : 0);
        m_list->setFocus();
    });
}

void VersionsDialog::readNewest()
{
    if (m_versions.isEmpty() || !m_versions.constFirst().isReadable)
        return;
    observe(m_desk.readVersion(m_id, m_versions.constFirst().sequence), this,
            [this](const Result<EnrollmentDraft> &draft) {
                if (draft)
                    m_newest = *draft;
                showSelected();
            });
}

void VersionsDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void VersionsDialog::retranslate()
{
    setWindowTitle(tr("Versions of the draft"));
    setAccessibleName(windowTitle());
    m_listLabel->setText(tr("&Versions, the newest first:"));
    m_listLabel->setAccessibleName(tr("Versions"));
    m_list->setAccessibleName(tr("Versions"));
    m_list->viewport()->setAccessibleName(tr("Versions"));
    m_changesLabel->setText(tr("What &differs from the newest version:"));
    m_changesLabel->setAccessibleName(tr("What differs from the newest version"));
    m_changes->setAccessibleName(tr("What differs from the newest version"));
    m_changes->viewport()->setAccessibleName(tr("What differs from the newest version"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_restore->setText(tr("&Go back to this version"));
    m_restore->setAccessibleName(tr("Go back to this version"));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
    showRows();
    showSelected();
    if (m_error)
        fail(*m_error);
}

void VersionsDialog::showRows()
{
    const QSignalBlocker blocker(m_list);
    const int row = m_list->currentRow();
    m_list->clear();
    for (const DraftVersion &version : std::as_const(m_versions)) {
        m_list->addItem(version.isReadable
                            //: %1: date and time, %2: how far the draft is, "12 of 31"
                            ? tr("%1 – %2 required fields filled in")
                                  .arg(QueueText::time(version.changedAt), DraftText::progress(version.progress))
                            : tr("This version cannot be read"));
    }
    m_list->setCurrentRow(row);
}

const DraftVersion *VersionsDialog::selected() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_versions.size() ? &m_versions.at(row) : nullptr;
}

void VersionsDialog::readSelected()
{
    m_chosen.reset();
    const DraftVersion *version = selected();
    m_reading = version && version->isReadable ? version->sequence : -1;
    showSelected();
    if (m_reading < 0)
        return;
    observe(m_desk.readVersion(m_id, m_reading), this, [this, asked = m_reading](const Result<EnrollmentDraft> &draft) {
        if (asked != m_reading)
            return;
        if (draft)
            m_chosen = *draft;
        else
            fail(draft.error());
        showSelected();
    });
}

void VersionsDialog::showSelected()
{
    const bool isNewest = m_list->currentRow() == 0;
    m_restore->setEnabled(m_chosen && !isNewest);
    m_restore->setDefault(m_restore->isEnabled());
    if (!m_chosen) {
        m_changes->clear();
        return;
    }
    if (isNewest) {
        m_changes->setPlainText(tr("This is the newest version."));
        return;
    }
    if (!m_newest) {
        m_changes->setPlainText(tr("The newest version cannot be read, so there is nothing to compare with."));
        return;
    }
    QStringList lines;
    const QList<FormChange> changes =
        formChanges(m_chosen->application, m_newest->application, m_language.phrasebook());
    for (const FormChange &change : changes) {
        const auto shown = [](const QString &text) { return text.isEmpty() ? tr("(empty)") : text; };
        //: %1: a field, %2: what it held in the older version, %3: what it holds now
        lines.append(tr("%1: %2 (now: %3)").arg(change.label, shown(change.before), shown(change.after)));
    }
    m_changes->setPlainText(lines.isEmpty() ? tr("Nothing differs.") : lines.join(QLatin1Char('\n')));
}

void VersionsDialog::restore()
{
    const DraftVersion *version = selected();
    if (!version || !m_restore->isEnabled())
        return;
    m_restore->setEnabled(false);
    observe(m_desk.restoreVersion(m_id, version->sequence), this, [this](const Result<EnrollmentDraft> &draft) {
        if (draft) {
            Q_EMIT restored(m_id);
            accept();
        } else {
            fail(draft.error());
            m_restore->setEnabled(true);
        }
    });
}

void VersionsDialog::fail(const Error &error)
{
    m_error = error;
    const ErrorText words = describe(error, m_language.phrasebook());
    m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
}

} // namespace tegata
