// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/bulkrevokedialog.h"

#include "ui/models/revocationlistmodel.h"
#include "ui/operator/revocationform.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tegata {

BulkRevokeDialog::BulkRevokeDialog(OperatorDesk &desk, const QList<CertificateRecord> &certificates, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_run(new BulkRun(desk, this)), m_model(new RevocationListModel(this)),
      m_question(new QLabel(this)), m_table(new QTableView(this)), m_warning(new QLabel(this)),
      m_form(new RevocationForm(desk.capabilities(), this)), m_numberLabel(new QLabel(this)),
      m_number(new QLineEdit(this)), m_progress(new QLabel(this)), m_revoke(new QPushButton(this)),
      m_stop(new QPushButton(this)), m_retry(new QPushButton(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("bulkRevokeDialog"));
    const QList<std::pair<QWidget *, const char *>> names = {{m_question, "bulkRevokeQuestion"},
                                                             {m_table, "bulkRevokeTable"},
                                                             {m_warning, "bulkRevokeWarning"},
                                                             {m_numberLabel, "bulkRevokeNumberLabel"},
                                                             {m_number, "bulkRevokeNumber"},
                                                             {m_progress, "bulkRevokeProgress"},
                                                             {m_revoke, "bulkRevokeConfirm"},
                                                             {m_stop, "bulkRevokeStop"},
                                                             {m_retry, "bulkRevokeRetry"},
                                                             {m_close, "bulkRevokeClose"},
                                                             {m_table->viewport(), "bulkRevokeTableViewport"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    setTextRole(m_question, TextRole::Strong);
    for (QLabel *label : {m_question, m_warning, m_progress})
        label->setWordWrap(true);
    m_model->setCertificates(certificates, desk.clock().now().toLocalTime());
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setMinimumHeight(m_table->fontMetrics().lineSpacing() * 8);
    m_numberLabel->setBuddy(m_number);
    m_number->setMaximumWidth(characterWidth(m_number) * 12);
    m_revoke->setAutoDefault(false);
    m_close->setDefault(true);
    auto *number = new QHBoxLayout;
    number->addWidget(m_numberLabel);
    number->addWidget(m_number);
    number->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton *each : {m_revoke, m_stop, m_retry, m_close})
        buttons->addWidget(each);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_question);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_warning);
    layout->addWidget(m_form);
    layout->addLayout(number);
    layout->addWidget(m_progress);
    layout->addLayout(buttons);

    connect(m_number, &QLineEdit::textChanged, this, &BulkRevokeDialog::updateState);
    connect(m_revoke, &QPushButton::clicked, this, &BulkRevokeDialog::revoke);
    connect(m_stop, &QPushButton::clicked, this, &BulkRevokeDialog::stopOrResume);
    connect(m_retry, &QPushButton::clicked, m_run, &BulkRun::retryFailed);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &BulkRun::prepared, this, [this] {
        for (int row = 0; row < m_run->rows().size(); ++row)
            m_model->setRow(row, m_run->rows()[row]);
        m_isPrepared = true;
        m_run->start();
        updateState();
    });
    connect(m_run, &BulkRun::rowChanged, this, [this](int row) {
        m_model->setRow(row, m_run->rows()[row]);
        updateState();
    });
    connect(m_run, &BulkRun::finished, this, &BulkRevokeDialog::updateState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &BulkRevokeDialog::updateState);
    resize(characterWidth(this) * 110, fontMetrics().lineSpacing() * 38);
    retranslate();
    m_table->resizeColumnsToContents();
    lookForSuccessors();
}

void BulkRevokeDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void BulkRevokeDialog::retranslate()
{
    const auto count = static_cast<int>(m_model->certificates().size());
    setWindowTitle(tr("Revoke these certificates?"));
    setAccessibleName(windowTitle());
    m_question->setText(tr("Revoke these %n certificates? This cannot be undone.", nullptr, count));
    m_table->setAccessibleName(tr("Certificates"));
    m_table->viewport()->setAccessibleName(tr("Certificates"));
    m_numberLabel->setText(tr("To confirm, &type the number of certificates:"));
    m_number->setAccessibleName(tr("To confirm, type the number of certificates"));
    m_revoke->setText(tr("&Revoke"));
    m_retry->setText(tr("Retry f&ailed"));
    m_close->setText(tr("Close"));
    m_model->retranslate();
    updateState();
    for (QPushButton *each : {m_revoke, m_stop, m_retry, m_close})
        each->setAccessibleName(each->text().remove(QLatin1Char('&')));
}

bool BulkRevokeDialog::isTyped() const
{
    bool isNumber = false;
    const qlonglong typed = m_number->text().trimmed().toLongLong(&isNumber);
    return isNumber && typed == m_model->certificates().size();
}

void BulkRevokeDialog::updateState()
{
    const int bare = m_model->withoutSuccessor();
    m_warning->setVisible(bare > 0 && !m_isStarted);
    m_warning->setText(
        tr("%n of them have no replacement: their hosts will show an error to visitors.", nullptr, bare));
    m_form->setEnabled(!m_isStarted);
    m_number->setEnabled(!m_isStarted);
    m_revoke->setVisible(!m_isStarted);
    m_revoke->setEnabled(isTyped());
    const bool isRunning = m_isPrepared && m_run->isRunning();
    const int ready = m_isPrepared ? m_run->count(BulkRowState::Ready) : 0;
    const int failed = m_isPrepared ? m_run->count(BulkRowState::Conflict) + m_run->count(BulkRowState::Refused) +
                                          m_run->count(BulkRowState::Failed)
                                    : 0;
    m_stop->setVisible(isRunning || ready > 0);
    m_stop->setText(isRunning ? tr("Sto&p") : tr("Re&sume"));
    m_stop->setAccessibleName(m_stop->text().remove(QLatin1Char('&')));
    m_retry->setVisible(m_isPrepared && !isRunning && failed > 0);
    m_progress->setVisible(m_isStarted);
    if (!m_isStarted)
        m_progress->clear();
    else if (!m_isPrepared)
        m_progress->setText(tr("Checking…"));
    else
        m_progress->setText(tr("%1 of %2 revoked, %3 not done.")
                                .arg(QLocale().toString(m_run->count(BulkRowState::Done)),
                                     QLocale().toString(m_run->rows().size()), QLocale().toString(failed)));
    for (QLabel *label : {m_question, m_warning, m_progress})
        label->setAccessibleName(label->text());
    m_numberLabel->setAccessibleName(m_number->accessibleName());
}

void BulkRevokeDialog::revoke()
{
    if (m_isStarted || !isTyped())
        return;
    m_isStarted = true;
    updateState();
    m_run->prepareRevocation(m_model->certificates(), m_form->reason(), m_form->note(), m_form->at());
}

void BulkRevokeDialog::stopOrResume()
{
    if (m_run->isRunning())
        m_run->stop();
    else
        m_run->resume();
    updateState();
}

void BulkRevokeDialog::lookForSuccessors()
{
    for (const CertificateRecord &each : m_model->certificates()) {
        observe(m_desk.cache().successorOf(each.serial), this,
                [this, serial = each.serial](const Result<std::optional<CertificateRecord>> &successor) {
                    if (successor)
                        m_model->setSuccessor(serial, *successor ? (*successor)->serial : QString());
                });
    }
}

} // namespace tegata
