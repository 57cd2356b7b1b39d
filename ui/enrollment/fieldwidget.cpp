// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/fieldwidget.h"

#include "core/rules/findingtext.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAccessible>
#include <QEvent>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QStyle>

#include <algorithm>

namespace tegata {

namespace {

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

// The same for every applicant: "applicants.legalName".
QString nameOf(QString path)
{
    static const QRegularExpression index(QStringLiteral("\\[\\d*\\]"));
    return path.remove(index);
}

} // namespace

FieldWidget::FieldWidget(EnrollmentForm &form, const LanguageController &language, std::function<QString()> path,
                         QWidget *parent)
    : QWidget(parent), m_form(form), m_language(language), m_path(std::move(path)), m_layout(new QVBoxLayout(this)),
      m_line(new QHBoxLayout), m_heading(plainLabel(nameOf(m_path()) + QStringLiteral("Label"), this)),
      m_hint(plainLabel(nameOf(m_path()) + QStringLiteral("Hint"), this))
{
    setObjectName(nameOf(m_path()));
    m_heading->setWordWrap(true);
    m_hint->setWordWrap(true);
    setTone(m_hint, Tone::Hint);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::Tight);
    m_layout->addWidget(m_heading);
    m_layout->addLayout(m_line);
    m_layout->addWidget(m_hint);
    m_line->setSpacing(space::Small);
    m_line->addStretch(1);
    m_hint->hide();

    connect(&m_form, &EnrollmentForm::changed, this, &FieldWidget::refresh);
    connect(&m_form, &EnrollmentForm::reloaded, this, &FieldWidget::showAnew);
    connect(&m_form, &EnrollmentForm::reportChanged, this, &FieldWidget::showFindings);
    connect(&m_form, &EnrollmentForm::readOnlyChanged, this, [this](bool readOnly) {
        setEditable(!readOnly);
        showNeed();
    });
}

void FieldWidget::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setAccessibleName(hint);
    m_hint->setVisible(!hint.isEmpty());
    if (m_editor)
        m_editor->setAccessibleDescription(hint);
}

void FieldWidget::focusEditor()
{
    m_isTouched = true;
    showFindings();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void FieldWidget::refresh()
{
    showNeed();
    readValue();
    showFindings();
}

void FieldWidget::showAnew()
{
    m_isTouched = false;
    refresh();
}

void FieldWidget::setWanted(bool wanted)
{
    m_isWanted = wanted;
    showNeed();
}

void FieldWidget::setComposing(bool composing)
{
    m_isComposing = composing;
    if (!composing)
        showFindings();
}

QString FieldWidget::labelText() const
{
    const EnrollmentField *field = enrollmentField(path());
    return field ? m_language.phrasebook().text("EnrollmentField", field->label) : path();
}

void FieldWidget::setEditor(QWidget *editor, bool showsLabel)
{
    m_editor = editor;
    m_showsLabel = showsLabel;
    editor->setObjectName(objectName() + QStringLiteral("Editor"));
    editor->installEventFilter(this);
    m_heading->setBuddy(editor);
    if (showsLabel) { // the Japanese term stands below the box
        m_layout->removeWidget(m_heading);
        m_layout->insertWidget(1, m_heading);
    }
    m_line->insertWidget(0, editor, 100); // as wide as it may be, then nothing
    setFocusProxy(editor);
    setEditable(!m_form.isReadOnly());
    retranslate();
    refresh();
}

void FieldWidget::addBesideEditor(QWidget *widget, int stretch)
{
    m_line->insertWidget(m_line->count() - 1, widget, stretch);
}

void FieldWidget::addBelowEditor(QWidget *widget)
{
    m_layout->insertWidget(m_layout->indexOf(m_hint), widget);
}

void FieldWidget::setEditorWidth(int characters)
{
    m_width = characters;
    fitEditor();
}

void FieldWidget::findingsShown(const QList<Finding> &) {}

void FieldWidget::showLabel(const QString &) {}

void FieldWidget::retranslate()
{
    const QString label = labelText();
    setAccessibleName(label);
    if (m_editor)
        m_editor->setAccessibleName(label);
    showHeading();
    showNeed();
    m_shown.clear();
    showFindings();
}

void FieldWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        fitEditor();
    QWidget::changeEvent(event);
}

bool FieldWidget::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && !m_isTouched) {
            m_isTouched = true;
            showFindings();
        }
        m_form.endTyping();
    }
    return QWidget::eventFilter(watched, event);
}

void FieldWidget::showNeed()
{
    const FieldNeed need = m_form.need(path());
    const bool isRequired = need == FieldNeed::Required && !m_form.isReadOnly();
    if (isRequired != m_isRequired) {
        m_isRequired = isRequired;
        showHeading();
    }
    setVisible(m_isWanted && need != FieldNeed::Irrelevant);
}

void FieldWidget::showHeading()
{
    const auto withNeed = [this](const QString &label) {
        //: %1: a field's label
        return m_isRequired ? tr("%1 (required)").arg(label) : label;
    };
    const EnrollmentField *field = enrollmentField(path());
    const QString term = field && m_language.language() == Language::English
                             ? m_language.terms().text("EnrollmentField", field->label)
                             : QString();
    QStringList parts{labelText(), term};
    if (m_showsLabel)
        showLabel(withNeed(parts.takeFirst()));
    parts.removeAll(QString());
    const QString text = m_showsLabel ? term : withNeed(parts.join(QStringLiteral("  ")));
    m_heading->setText(text);
    m_heading->setAccessibleName(text);
    m_heading->setVisible(!text.isEmpty());
}

void FieldWidget::showFindings()
{
    if (m_isComposing)
        return;
    QList<Finding> findings = m_form.findings(path());
    if (!m_isTouched)
        findings.removeIf([](const Finding &finding) { return finding.code == QLatin1String("field.missing"); });
    if (findings == m_shown)
        return;
    m_shown = findings;
    findingsShown(findings);
    if (!m_findings) {
        m_findings = new FindingList(this);
        m_findings->setRulesOffered(false); // beside a field there is no room
        m_findings->setObjectName(objectName() + QStringLiteral("Findings"));
        m_layout->addWidget(m_findings);
    }
    const QString name = tr("Findings: %1").arg(labelText());
    m_findings->setAccessibleName(name);
    m_findings->setFindings(findings, m_language.phrasebook(), QString());
    m_findings->setVisible(!findings.isEmpty());
    if (!m_editor)
        return;
    QStringList said{m_hint->text()};
    for (const Finding &finding : std::as_const(findings))
        said.append(FindingList::outcomeText(finding.outcome) + QStringLiteral(": ") +
                    findingText(finding, m_language.phrasebook()).message);
    said.removeAll(QString());
    m_editor->setAccessibleDescription(said.join(QLatin1Char('\n')));
}

void FieldWidget::fitEditor()
{
    if (m_width > 0 && m_editor)
        m_editor->setMaximumWidth(characterWidth(m_editor) * m_width +
                                  2 * style()->pixelMetric(QStyle::PM_DefaultFrameWidth) + 12);
}

} // namespace tegata
