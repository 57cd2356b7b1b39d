// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/draftnamedialog.h"

#include "ui/common/cutpaste.h"
#include "ui/common/growtofit.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int MaximumName = 100;

} // namespace

DraftNameDialog::DraftNameDialog(Purpose purpose, const QString &name, QWidget *parent)
    : QDialog(parent), m_purpose(purpose), m_label(new QLabel(this)), m_name(new QLineEdit(name, this)),
      m_buttons(new QDialogButtonBox(this)), m_ok(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("draftNameDialog"));
    m_label->setObjectName(QStringLiteral("draftNameLabel"));
    m_label->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("draftName"));
    limitLength(*m_name, MaximumName);
    m_name->selectAll();
    m_buttons->setObjectName(QStringLiteral("draftNameButtons"));
    m_ok->setObjectName(QStringLiteral("draftNameOk"));
    m_ok->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("draftNameCancel"));
    m_cancel->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_label);
    layout->addWidget(m_name);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 60);
    new GrowToFit(this);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT named(m_name->text().trimmed());
        accept();
    });
    const auto updateEnabled = [this] { m_ok->setEnabled(!m_name->text().trimmed().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, updateEnabled);
    updateEnabled();
    retranslate();
}

void DraftNameDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void DraftNameDialog::retranslate()
{
    switch (m_purpose) {
    case Purpose::New:
        setWindowTitle(tr("New draft"));
        m_ok->setText(tr("&Create"));
        m_ok->setAccessibleName(tr("Create"));
        break;
    case Purpose::Rename:
        setWindowTitle(tr("Rename draft"));
        m_ok->setText(tr("&Rename"));
        m_ok->setAccessibleName(tr("Rename"));
        break;
    case Purpose::Duplicate:
        setWindowTitle(tr("Duplicate draft"));
        m_ok->setText(tr("&Duplicate"));
        m_ok->setAccessibleName(tr("Duplicate"));
        break;
    }
    setAccessibleName(windowTitle());
    m_label->setText(tr("&Name of the draft (for you only):"));
    m_label->setAccessibleName(tr("Name of the draft"));
    m_name->setAccessibleName(tr("Name of the draft"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel"));
}

} // namespace tegata
