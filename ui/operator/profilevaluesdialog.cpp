// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/profilevaluesdialog.h"

#include "core/domain/errortext.h"
#include "core/rules/findingtext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/plaintext.h"
#include "ui/common/shownvalue.h"
#include "ui/common/wording.h"
#include "ui/operator/conflicttext.h"
#include "ui/records/profiletext.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumShown = 400;

template <typename T>
T *named(T *widget, const char *name, const QString &accessibleName)
{
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(accessibleName);
    return widget;
}

} // namespace

ProfileValuesDialog::ProfileValuesDialog(OperatorDesk &desk, const LanguageController &language,
                                         CertificateRequest request, EnrollmentProfile profile, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_language(language), m_request(std::move(request)), m_profile(std::move(profile)),
      m_why(new QPlainTextEdit(this)), m_problem(new QLabel(this)), m_answer(new BannerBar(this))
{
    setObjectName(QStringLiteral("profileValuesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: %1: common name
    setWindowTitle(tr("Profile values: %1").arg(shownValue(m_request.commonName)));
    setAccessibleName(windowTitle());
    auto *intro = named(new QLabel(tr("Profile “%1”. The certificate is made from these values. Values that cannot be "
                                      "changed are shown for reference.")
                                       .arg(m_profile.name),
                                   this),
                        "profileValuesIntro", m_profile.name);
    intro->setWordWrap(true);
    auto *content = named(new QWidget, "profileValuesContent", tr("Values of the profile"));
    auto *form = new QFormLayout(content);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    addValues(form);
    auto *scroll = named(new QScrollArea(this), "profileValuesScroll", tr("Values of the profile"));
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    named(m_why, "profileValuesWhy", tr("Reason (required; kept with the request)"));
    m_why->setTabChangesFocus(true);
    m_why->setFixedHeight(m_why->fontMetrics().lineSpacing() * 2 + 14);
    auto *whyLabel = named(new QLabel(tr("&Why (required; kept with the request)"), this), "profileValuesWhyLabel",
                           m_why->accessibleName());
    whyLabel->setBuddy(m_why);
    m_problem->setObjectName(QStringLiteral("profileValuesProblem"));
    m_problem->setWordWrap(true);
    m_answer->setObjectName(QStringLiteral("profileValuesAnswer"));
    auto *buttons = named(new QDialogButtonBox(QDialogButtonBox::Cancel, this), "profileValuesButtons", windowTitle());
    m_check = named(buttons->addButton(tr("&Check at the site"), QDialogButtonBox::ActionRole), "profileValuesCheck",
                    tr("Check at the site"));
    m_update =
        named(buttons->addButton(tr("&Update"), QDialogButtonBox::AcceptRole), "profileValuesUpdate", tr("Update"));
    m_check->setAutoDefault(false);
    QPushButton *back = named(buttons->button(QDialogButtonBox::Cancel), "profileValuesCancel", tr("Back"));
    back->setText(tr("Back"));
    back->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{intro, scroll, whyLabel, m_why, m_problem, m_answer, buttons})
        layout->addWidget(part, part == scroll ? 1 : 0);
    resize(characterWidth(this) * 110, fontMetrics().height() * 36);
    connect(m_why, &QPlainTextEdit::textChanged, this, &ProfileValuesDialog::updateEnabled);
    connect(m_check, &QPushButton::clicked, this, &ProfileValuesDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateEnabled();
}

void ProfileValuesDialog::addValues(QFormLayout *form)
{
    QString policy;
    int number = 0;
    for (const ProfileValue &value : m_profile.values) {
        if (value.policy != policy) {
            policy = value.policy;
            auto *title = new QLabel(policy, this);
            title->setObjectName(QStringLiteral("profilePolicyTitle%1").arg(number));
            setTextRole(title, TextRole::Strong);
            title->setAccessibleName(policy);
            form->addRow(title);
            if (!value.constraint.isEmpty()) {
                auto *constraint = new QLabel(value.constraint, this);
                constraint->setObjectName(QStringLiteral("profileConstraint%1").arg(number));
                constraint->setWordWrap(true);
                constraint->setAccessibleName(value.constraint);
                form->addRow(constraint);
            }
        }
        addValue(form, value, number++);
    }
}

void ProfileValuesDialog::addValue(QFormLayout *form, const ProfileValue &value, int number)
{
    const QString name = profileValueName(value);
    auto *label = new QLabel(PlainText::withoutMnemonics(name), this);
    label->setObjectName(QStringLiteral("profileValueLabel%1").arg(number));
    label->setAccessibleName(name);
    QWidget *field = nullptr;
    if (value.readOnly) {
        auto *text = new QLabel(value.value.left(MaximumShown), this);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setAccessibleName(tr("%1 (cannot be changed): %2").arg(name, text->text()));
        field = text;
    } else {
        field = editorOf(value);
        //: %1: name of a policy, %2: name of one of its values
        field->setAccessibleName(tr("%1: %2").arg(value.policy, name));
        if (!value.constraint.isEmpty())
            field->setAccessibleDescription(value.constraint);
    }
    field->setObjectName(QStringLiteral("profileValue_") + value.name);
    label->setBuddy(field);
    form->addRow(label, field);
}

QWidget *ProfileValuesDialog::editorOf(const ProfileValue &value)
{
    Editor editor{value.id, value.value, {}};
    QWidget *made = nullptr;
    switch (value.syntax) {
    case ProfileSyntax::Boolean: {
        auto *box = new QCheckBox(this);
        box->setChecked(value.value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0);
        const bool wasChecked = box->isChecked();
        editor.value = [box, wasChecked, before = value.value] {
            if (box->isChecked() == wasChecked)
                return before; // however the site writes it
            return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
        };
        connect(box, &QCheckBox::toggled, this, &ProfileValuesDialog::updateEnabled);
        made = box;
        break;
    }
    case ProfileSyntax::Choice: {
        auto *box = new QComboBox(this);
        if (!value.choices.contains(value.value))
            box->addItem(value.value);
        box->addItems(value.choices);
        box->setCurrentText(value.value);
        editor.value = [box] { return box->currentText(); };
        connect(box, &QComboBox::currentTextChanged, this, &ProfileValuesDialog::updateEnabled);
        made = box;
        break;
    }
    case ProfileSyntax::Integer:
    case ProfileSyntax::Text: {
        if (value.value.contains(QLatin1Char('\n'))) {
            auto *text = new QPlainTextEdit(value.value, this);
            text->setTabChangesFocus(true);
            text->setFixedHeight(text->fontMetrics().lineSpacing() * 5 + 14);
            // The editor has line feeds only: what nobody changed goes back as it came.
            editor.value = [text, shown = text->toPlainText(), before = value.value] {
                return text->toPlainText() == shown ? before : text->toPlainText();
            };
            connect(text, &QPlainTextEdit::textChanged, this, &ProfileValuesDialog::updateEnabled);
            made = text;
            break;
        }
        auto *line = new QLineEdit(value.value, this);
        if (value.syntax == ProfileSyntax::Integer)
            line->setValidator(
                new QRegularExpressionValidator(QRegularExpression(QStringLiteral("-?\\d{0,18}")), line));
        line->setCursorPosition(0);
        editor.value = [line] { return line->text(); };
        connect(line, &QLineEdit::textChanged, this, &ProfileValuesDialog::updateEnabled);
        made = line;
        break;
    }
    }
    m_editors.append(editor);
    return made;
}

RequestEdit ProfileValuesDialog::edit() const
{
    RequestEdit made;
    made.id = m_request.id;
    made.version = m_request.version;
    made.note = m_why->toPlainText().trimmed();
    for (const Editor &editor : m_editors) {
        if (const QString now = editor.value(); now != editor.before)
            made.values.append({editor.id, now});
    }
    return made;
}

void ProfileValuesDialog::updateEnabled()
{
    ++m_generation;
    m_answer->clear();
    const RequestEdit now = edit();
    m_problem->setText(now.values.isEmpty() ? tr("Nothing has been changed yet.")
                       : now.note.isEmpty() ? tr("Enter the reason.")
                                            : QString());
    m_problem->setAccessibleName(m_problem->text());
    m_check->setEnabled(true);
    m_update->setEnabled(!now.values.isEmpty() && !now.note.isEmpty());
}

void ProfileValuesDialog::check()
{
    m_answer->showMessage(BannerBar::Kind::Note, tr("Checking…"));
    m_check->setEnabled(false);
    const quint64 generation = m_generation;
    observe(m_desk.validate(m_request, edit()), this, [this, generation](const Result<DecisionAnswer> &answer) {
        if (generation != m_generation)
            return;
        m_check->setEnabled(true);
        onChecked(answer);
    });
}

void ProfileValuesDialog::onChecked(const Result<DecisionAnswer> &answer)
{
    if (!answer) {
        const ErrorText words = describe(answer.error(), m_language.phrasebook());
        m_answer->showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}));
    } else if (std::holds_alternative<ActionDone<RequestDetail>>(*answer)) {
        m_answer->showMessage(BannerBar::Kind::Done,
                              tr("The site would issue with these values. Nothing is changed yet."));
    } else if (const auto *refused = std::get_if<ActionRefused>(&*answer)) {
        QStringList lines{refused->detail.isEmpty()
                              ? tr("The site would refuse these values.")
                              //: %1: in the site's words
                              : tr("The site would refuse these values: %1").arg(refused->detail)};
        for (const Finding &finding : refused->findings)
            lines.append(findingText(finding, m_language.phrasebook()).message);
        m_answer->showMessage(BannerBar::Kind::Error, lines.join(QLatin1Char('\n')));
    } else {
        const RequestDetail &now = std::get<ActionConflict<RequestDetail>>(*answer).current;
        const QString me = m_desk.session() ? m_desk.session()->operatorActor.id : QString();
        m_answer->showMessage(
            BannerBar::Kind::Warning,
            Wording::sentences({ConflictText::cause(m_request, now.request, now.history, me, m_desk.clock().now()),
                                tr("Go back and look at it again.")}));
    }
}

} // namespace tegata
