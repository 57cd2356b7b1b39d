// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/editdialog.h"

#include "ui/common/growtofit.h"
#include "ui/common/shownvalue.h"
#include "ui/models/queuetext.h"
#include "ui/style/tokens.h"

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
    : TranslatedDialog(parent), m_request(std::move(request)),
      m_notifyMailBefore(detail ? detail->notifyMail : QString()), m_product(new QComboBox(this)),
      m_language(new QComboBox(this)), m_notifyMail(new QLineEdit(this)), m_renewalOf(new QLineEdit(this)),
      m_why(new QPlainTextEdit(this)), m_warning(new QLabel(this)), m_problem(new QLabel(this)),
      m_buttons(new QDialogButtonBox(this)), m_save(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_back(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("editDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_warning, "editWarning");
    m_warning->setWordWrap(true);
    for (const Product product : {Product::Ov, Product::Ev})
        m_product->addItem(QString(), static_cast<int>(product));
    m_product->setCurrentIndex(m_product->findData(static_cast<int>(m_request.product)));
    for (const Language language : {Language::Japanese, Language::English})
        m_language->addItem(QString(), static_cast<int>(language));
    m_language->setCurrentIndex(m_language->findData(static_cast<int>(m_request.language)));
    m_notifyMail->setText(m_notifyMailBefore);
    m_notifyMail->setEnabled(detail.has_value());
    m_renewalOf->setText(m_request.renewalOf);
    m_why->setTabChangesFocus(true);
    m_why->setFixedHeight(m_why->fontMetrics().lineSpacing() * 3 + 14);
    nameWidget(m_problem, "editProblem");
    m_problem->setWordWrap(true);
    auto *form = new QFormLayout;
    addRow(form, m_product, "editProduct");
    addRow(form, m_language, "editLanguage");
    addRow(form, m_notifyMail, "editNotifyMail");
    addRow(form, m_renewalOf, "editRenewalOf");
    addRow(form, m_why, "editWhy");
    nameWidget(m_buttons, "editButtons");
    nameWidget(m_save, "editSave");
    nameWidget(m_back, "editCancel");
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_warning);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 80);
    new GrowToFit(this);
    connect(m_product, &QComboBox::currentIndexChanged, this, &EditDialog::updateEnabled);
    connect(m_language, &QComboBox::currentIndexChanged, this, &EditDialog::updateEnabled);
    connect(m_notifyMail, &QLineEdit::textChanged, this, &EditDialog::updateEnabled);
    connect(m_renewalOf, &QLineEdit::textChanged, this, &EditDialog::updateEnabled);
    connect(m_why, &QPlainTextEdit::textChanged, this, &EditDialog::updateEnabled);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_product->setFocus();
    retranslate();
}

void EditDialog::addRow(QFormLayout *form, QWidget *field, const char *name)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name) + QStringLiteral("Label"));
    label->setBuddy(field);
    nameWidget(field, name);
    form->addRow(label, field);
    m_labels.append(label);
}

void EditDialog::retranslate()
{
    //: %1: common name
    setWords(tr("Edit: %1").arg(shownValue(m_request.commonName)));
    speak(m_buttons, windowTitle());
    const auto given = static_cast<int>(m_request.approvedBy.size());
    say(m_warning, given > 0 ? tr("%n approvals become void; where several approvals are needed, you cannot approve it "
                                  "yourself afterwards.",
                                  nullptr, given)
                             : tr("Where several approvals are needed, you may not approve it yourself afterwards."));
    for (int i = 0; i < m_product->count(); ++i)
        m_product->setItemText(i, QueueText::product(static_cast<Product>(m_product->itemData(i).toInt())));
    m_language->setItemText(0, tr("Japanese"));
    m_language->setItemText(1, tr("English"));
    const QString texts[] = {tr("&Product"), tr("&Language of the subject"), tr("Issue notice &e-mail"),
                             tr("&Renewal of (serial number)"), tr("&Why (required; shown in the history)")};
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        say(m_labels[i], texts[i]);
        speak(m_labels[i]->buddy(), texts[i]);
    }
    say(m_save, tr("&Save"));
    say(m_back, tr("Back"));
    updateEnabled();
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

void EditDialog::updateEnabled()
{
    const RequestEdit now = edit();
    const bool isChanged = now.product || now.language || now.notifyMail || now.renewalOf;
    m_problem->setText(!isChanged           ? tr("Nothing has been changed yet.")
                       : now.note.isEmpty() ? tr("Enter the reason.")
                                            : QString());
    m_problem->setAccessibleName(m_problem->text());
    m_save->setEnabled(isChanged && !now.note.isEmpty());
}

} // namespace tegata
