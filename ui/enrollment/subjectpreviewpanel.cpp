// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/subjectpreviewpanel.h"

#include "core/rules/subjectpreview.h"
#include "ui/common/factlist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/section.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/style/ground.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int Pause = 50; // ms: keys in quick succession are one picture

} // namespace

SubjectPreviewPanel::SubjectPreviewPanel(EnrollmentForm &form, const LanguageController &language,
                                         const ApplicantScope &scope, QWidget *parent)
    : QFrame(parent), m_form(form), m_language(language), m_scope(scope), m_title(new QLabel(this)),
      m_remark(new QLabel(this))
{
    setObjectName(QStringLiteral("subjectPreview"));
    setFrameShape(QFrame::StyledPanel);
    setGround(this, Ground::Sunken);
    m_title->setObjectName(QStringLiteral("subjectPreviewTitle"));
    setTextRole(m_title, TextRole::Strong);
    m_title->setWordWrap(true);
    m_remark->setObjectName(QStringLiteral("subjectPreviewRemark"));
    m_remark->setWordWrap(true);
    setTone(m_remark, Tone::Hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::OfStrip);
    layout->setSpacing(space::Small);
    layout->addWidget(m_title);
    layout->addWidget(m_remark);
    const char *names[] = {"subjectOvJapanese", "subjectOvEnglish", "subjectEvJapanese", "subjectEvEnglish"};
    for (std::size_t i = 0; i < std::size(names); ++i)
        m_blocks[i] = addBlock(QLatin1String(names[i]), layout);
    layout->addStretch(1);
    m_later.setSingleShot(true);
    m_later.setInterval(Pause);
    connect(&m_later, &QTimer::timeout, this, &SubjectPreviewPanel::refresh);
    connect(&m_form, &EnrollmentForm::changed, &m_later, qOverload<>(&QTimer::start));
    connect(&m_form, &EnrollmentForm::reloaded, this, &SubjectPreviewPanel::refresh);
    connect(&m_scope, &ApplicantScope::moved, this, &SubjectPreviewPanel::refresh);
    retranslate();
}

SubjectPreviewPanel::Block SubjectPreviewPanel::addBlock(const QString &name, QVBoxLayout *layout)
{
    auto *facts = new FactList(this);
    facts->setObjectName(name + QStringLiteral("Facts"));
    auto *section = new Section(name, facts, this);
    layout->addWidget(section);
    return {section, facts};
}

void SubjectPreviewPanel::refresh()
{
    m_later.stop();
    const EnrollmentApplicant &applicant = m_scope.of(m_form.value());
    const SubjectPreview ov = subjectPreview(applicant, Product::Ov);
    const SubjectPreview ev = applicant.ev ? subjectPreview(applicant, Product::Ev) : SubjectPreview{};
    const QList<NameAttribute> attributes[] = {
        ov.japaneseAttributes, ov.englishAvailable ? ov.englishAttributes : QList<NameAttribute>(),
        ev.japaneseAttributes, ev.englishAvailable ? ev.englishAttributes : QList<NameAttribute>()};
    for (std::size_t i = 0; i < std::size(m_blocks); ++i) {
        const Block &block = m_blocks[i];
        QList<Fact> facts;
        for (const NameAttribute &attribute : attributes[i])
            facts.append({block.section->objectName() + attribute.type,
                          QStringLiteral("%1 (%2)").arg(attribute.type, stringTypeName(attribute.encoding)),
                          attribute.value});
        block.facts->setFacts(facts);
        block.section->setVisible(!facts.isEmpty());
    }
}

void SubjectPreviewPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void SubjectPreviewPanel::retranslate()
{
    setAccessibleName(tr("Subject of the certificates"));
    m_title->setText(tr("Subject of the certificates"));
    m_remark->setText(
        tr("As it will be encoded. You choose Japanese or English for each certificate when you submit its CSR."));
    for (QLabel *label : {m_title, m_remark})
        label->setAccessibleName(label->text());
    const QString titles[] = {tr("SureServer, Japanese"), tr("SureServer, English"), tr("SureServer EV, Japanese"),
                              tr("SureServer EV, English")};
    for (std::size_t i = 0; i < std::size(m_blocks); ++i) {
        m_blocks[i].section->setTitle(titles[i]);
        m_blocks[i].facts->setAccessibleName(titles[i]);
    }
    refresh();
}

} // namespace tegata
