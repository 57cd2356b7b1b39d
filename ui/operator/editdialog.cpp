// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/editdialog.h"

#include "ui/models/queuetext.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

EditDialog::EditDialog(CertificateRequest request, const std::optional<RequestDetail> &detail, QWidget *parent)
    : QDialog(parent), m_request(std::move(request)), m_notifyMailBefore(detail ? detail->notifyMail : QString()),
      m_product(new QComboBox(this)), m_language(new QComboBox(this)), m_notifyMail(new QLineEdit(this)),
      m_renewalOf(new QLineEdit(this)), m_why(new QPlainTextEdit(this)), m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("editDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: %1: common name
    setWindowTitle(tr("Edit: %1").arg(m_request.commonName));
    setAccessibleName(windowTitle());
    auto *warning = new QLabel(this);
    warning->setObjectName(QStringLiteral("editWarning"));
    warning->setWordWrap(true);
    const auto given = static_cast<int>(m_request.approvedBy.size());
    warning->setText(given > 0
                         ? tr("%n approval(s) given so far will be void; where several approvals are needed, you may "
                              "not approve it yourself afterwards.",
                              nullptr, given)
                         : tr("Where several approvals are needed, you may not approve it yourself afterwards."));
    warning->setAccessibleName(warning->text());
    for (const Product product : {Product::Ov, Product::Ev})
        m_product->addItem(QueueText::product(product), static_cast<int>(product));
    m_product->setCurrentIndex(m_product->findData(static_cast<int>(m_request.product)));
    m_language->addItem(tr("Japanese"), static_cast<int>(Language::Japanese));
    m_language->addItem(tr("English"), static_cast<int>(Language::English));
    m_language->setCurrentIndex(m_language->findData(static_cast<int>(m_request.language)));
    m_notifyMail->setText(m_notifyMailBefore);
    m_notifyMail->setEnabled(detail.has_value());
    m_renewalOf->setText(m_request.renewalOf);
    m_why->setTabChangesFocus(true);
    m_why->setFixedHeight(m_why->fontMetrics().lineSpacing() * 3 + 14);
    m_problem->setObjectName(QStringLiteral("editProblem"));
    m_problem->setWordWrap(true);
    auto *form = new QFormLayout;
    addRow(form, tr("&Product"), m_product, "editProduct");
    addRow(form, tr("&Language of the subject"), m_language, "editLanguage");
    addRow(form, tr("Issue notice &e-mail"), m_notifyMail, "editNotifyMail");
    addRow(form, tr("&Renewal of (serial number)"), m_renewalOf, "editRenewalOf");
    addRow(form, tr("&Why (required; kept in the history)"), m_why, "editWhy");
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("editButtons"));
    buttons->setAccessibleName(windowTitle());
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("editSave"));
    m_save->setText(tr("&Save"));
    m_save->setAccessibleName(tr("Save"));
    QPushButton *back = buttons->button(QDialogButtonBox::Cancel);
    back->setObjectName(QStringLiteral("editCancel"));
    back->setText(tr("Back"));
    back->setAccessibleName(back->text());
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(warning);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    connect(m_product, &QComboBox::currentIndexChanged, this, &EditDialog::judge);
    connect(m_language, &QComboBox::currentIndexChanged, this, &EditDialog::judge);
    connect(m_notifyMail, &QLineEdit::textChanged, this, &EditDialog::judge);
    connect(m_renewalOf, &QLineEdit::textChanged, this, &EditDialog::judge);
    connect(m_why, &QPlainTextEdit::textChanged, this, &EditDialog::judge);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_product->setFocus();
    judge();
}

QLabel *EditDialog::addRow(QFormLayout *form, const QString &text, QWidget *field, const char *name)
{
    auto *label = new QLabel(text, this);
    label->setObjectName(QLatin1String(name) + QStringLiteral("Label"));
    label->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    label->setBuddy(field);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(label->accessibleName());
    form->addRow(label, field);
    return label;
}

RequestEdit EditDialog::edit() const
{
    RequestEdit made;
    made.id = m_request.id;
    made.version = m_request.version;
    if (const auto product = static_cast<Product>(m_product->currentData().toInt()); product != m_request.product)
        made.product = product;
    if (const auto language = static_cast<Language>(m_language->currentData().toInt()); language != m_request.language)
        made.language = language;
    if (m_notifyMail->isEnabled() && m_notifyMail->text().trimmed() != m_notifyMailBefore)
        made.notifyMail = m_notifyMail->text().trimmed();
    if (const QString serial = m_renewalOf->text().trimmed().toUpper(); serial != m_request.renewalOf)
        made.renewalOf = serial;
    made.note = m_why->toPlainText().trimmed();
    return made;
}

void EditDialog::judge()
{
    const RequestEdit now = edit();
    const bool isChanged = now.product || now.language || now.notifyMail || now.renewalOf;
    m_problem->setText(!isChanged           ? tr("Nothing is changed yet.")
                       : now.note.isEmpty() ? tr("Please write why.")
                                            : QString());
    m_problem->setAccessibleName(m_problem->text());
    m_save->setEnabled(isChanged && !now.note.isEmpty());
}

} // namespace tegata
