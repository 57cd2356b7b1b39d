// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/diagnosticsdialog.h"

#include "ui/common/languagecontroller.h"
#include "ui/style/tokens.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

DiagnosticsDialog::DiagnosticsDialog(Diagnostics &diagnostics, const LanguageController &language, QWidget *parent)
    : ContentDialog("diagnosticsDialog", parent), m_diagnostics(diagnostics), m_language(language),
      m_summary(new QLabel(this)), m_list(new QTreeWidget(this)),
      m_refresh(buttons()->addButton(QString(), QDialogButtonBox::ActionRole)),
      m_copy(buttons()->addButton(QString(), QDialogButtonBox::ActionRole)),
      m_close(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    nameWidget(m_summary, "diagnosticsSummary");
    nameWidget(m_list, "diagnosticsList");
    nameWidget(m_refresh, "diagnosticsRefresh");
    nameWidget(m_copy, "diagnosticsCopy");
    nameWidget(m_close, "diagnosticsClose");
    m_list->header()->setObjectName(QStringLiteral("diagnosticsHeader"));
    m_list->setColumnCount(3);
    m_list->setWordWrap(true);
    m_copy->setEnabled(false);
    m_close->setDefault(true);
    content()->addWidget(m_summary);
    content()->addWidget(m_list, 1);
    resize(characterWidth(this) * 130, fontMetrics().height() * 36);
    connect(m_refresh, &QPushButton::clicked, this, &DiagnosticsDialog::gather);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(DiagnosticText::plain(m_lines)); });
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    gather();
}

void DiagnosticsDialog::gather()
{
    m_refresh->setEnabled(false);
    observe(m_diagnostics.gather(), this, [this](const Result<DiagnosticFacts> &facts) {
        m_refresh->setEnabled(true);
        if (facts)
            m_facts = *facts;
        fill();
        m_list->setFocus();
    });
}

void DiagnosticsDialog::fill()
{
    m_list->clear();
    m_lines = m_facts ? DiagnosticText::lines(*m_facts, m_language.phrasebook()) : QList<DiagnosticLine>();
    QTreeWidgetItem *group = nullptr;
    for (const DiagnosticLine &line : std::as_const(m_lines)) {
        if (!group || group->text(0) != line.group) {
            group = new QTreeWidgetItem(m_list, {line.group});
            group->setFirstColumnSpanned(true);
        }
        const QString value = line.advice.isEmpty() ? line.value : line.value + QStringLiteral("\n→ ") + line.advice;
        auto *item = new QTreeWidgetItem(group, {line.name, DiagnosticText::stateText(line.state), value});
        item->setToolTip(2, value);
        item->setData(0, Qt::AccessibleTextRole,
                      QStringLiteral("%1: %2 %3").arg(line.name, DiagnosticText::stateText(line.state), value));
    }
    m_list->expandAll();
    m_list->resizeColumnToContents(0);
    m_list->resizeColumnToContents(1);
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    m_copy->setEnabled(!m_lines.isEmpty());
    const auto count = static_cast<int>(std::count_if(m_lines.cbegin(), m_lines.cend(), [](const DiagnosticLine &line) {
        return line.state == DiagnosticLine::State::Attention;
    }));
    m_summary->setText(!m_facts    ? tr("Checking…")
                       : count > 0 ? tr("⚠ %n items need attention.", nullptr, count)
                                   : tr("✓ Everything is in order."));
    speak(m_summary, m_summary->text());
}

void DiagnosticsDialog::retranslate()
{
    setWords(tr("Diagnostics"));
    m_list->setHeaderLabels({tr("Item"), tr("State"), tr("Value")});
    m_refresh->setText(tr("Check a&gain"));
    m_copy->setText(tr("&Copy as text"));
    m_close->setText(tr("Close"));
    speak(m_list, tr("Diagnostics"));
    for (QPushButton *button : {m_refresh, m_copy, m_close})
        speak(button, button->text());
    fill();
}

} // namespace tegata
