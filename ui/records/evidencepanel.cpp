// SPDX-License-Identifier: Apache-2.0
#include "ui/records/evidencepanel.h"

#include "ui/common/factlist.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/named.h"
#include "ui/common/section.h"
#include "ui/models/queuetext.h"
#include "ui/records/comparisonmodel.h"
#include "ui/records/comparisontable.h"
#include "ui/records/earlierlist.h"
#include "ui/records/evidencetext.h"
#include "ui/style/controls.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumCaaRows = 20;

bool isSame(const Finding &a, const Finding &b)
{
    return a.code == b.code && a.field == b.field && a.outcome == b.outcome;
}

} // namespace

EvidencePanel::EvidencePanel(const LanguageController &language, QWidget *parent)
    : QWidget(parent), m_language(language), m_checks(named(new FindingList, "requestCheck")),
      m_comparison(named(new ComparisonTable, "comparisonTable")),
      m_agreement(named(new QLabel, "comparisonAgreement")), m_equals(named(new QPushButton, "comparisonEquals")),
      m_keyHash(named(new FactList, "comparisonKeyFacts")), m_validations(named(new FactList, "validationFacts")),
      m_earlier(named(new EarlierList, "earlierList")), m_live(named(new FactList, "liveFacts")),
      m_caa(named(new FactList, "caaFacts")), m_checkSection(new Section(QStringLiteral("checkSection"), m_checks)),
      m_comparisonSection(new Section(QStringLiteral("comparisonSection"), named(new QWidget, "comparisonPart"))),
      m_validationSection(new Section(QStringLiteral("validationSection"), m_validations)),
      m_earlierSection(new Section(QStringLiteral("earlierSection"), m_earlier)),
      m_liveSection(new Section(QStringLiteral("liveSection"), m_live)),
      m_caaSection(new Section(QStringLiteral("caaSection"), m_caa))
{
    setObjectName(QStringLiteral("evidencePanel"));
    m_comparison->viewport()->setObjectName(QStringLiteral("comparisonViewport"));
    m_earlier->viewport()->setObjectName(QStringLiteral("earlierViewport"));
    m_equals->setAutoDefault(false);
    setButtonKind(m_equals, ButtonKind::Link);
    m_agreement->setTextFormat(Qt::PlainText);
    m_agreement->setWordWrap(true);
    auto *part = m_comparisonSection->findChild<QWidget *>(QStringLiteral("comparisonPart"));
    auto *compared = new QVBoxLayout(part);
    compared->setContentsMargins(space::Nothing);
    compared->setSpacing(space::Message);
    compared->addWidget(m_agreement);
    compared->addWidget(m_comparison);
    compared->addWidget(m_keyHash);
    compared->addWidget(m_equals, 0, Qt::AlignLeft);
    connect(m_equals, &QPushButton::clicked, this, [this] {
        m_comparison->setShowsAll(!m_comparison->showsAll());
        refreshComparison();
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Large);
    for (QWidget *section : std::initializer_list<QWidget *>{m_checkSection, m_comparisonSection, m_validationSection,
                                                             m_earlierSection, m_caaSection, m_liveSection})
        layout->addWidget(section);
    connect(m_earlier, &EarlierList::certificateActivated, this, &EvidencePanel::certificateActivated);
    refresh();
}

void EvidencePanel::setEvidence(const Evidence &evidence, Product product)
{
    m_evidence = evidence;
    m_product = product;
    m_remark.clear();
    mergeFindings();
    refresh();
}

void EvidencePanel::setSiteCheck(const CheckReport &report)
{
    if (m_siteCheck == report)
        return;
    m_siteCheck = report;
    mergeFindings();
    refreshChecks();
}

void EvidencePanel::showRemark(const QString &text)
{
    m_remark = text;
    refreshChecks();
}

void EvidencePanel::clear()
{
    m_evidence.reset();
    m_siteCheck = {};
    m_remark.clear();
    mergeFindings();
    refresh();
}

FindingOutcome EvidencePanel::outcome() const
{
    return CheckReport{m_findings}.outcome();
}

QList<QWidget *> EvidencePanel::stops() const
{
    QList<QWidget *> stops;
    for (Section *section :
         {m_checkSection, m_comparisonSection, m_validationSection, m_earlierSection, m_caaSection, m_liveSection}) {
        if (section->isHidden())
            continue;
        if (section == m_comparisonSection)
            stops.append(m_comparison->isHidden() ? static_cast<QWidget *>(m_equals) : m_comparison);
        else if (section == m_earlierSection)
            stops.append(m_earlier);
        else
            stops.append(section);
    }
    return stops;
}

void EvidencePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void EvidencePanel::mergeFindings()
{
    m_findings = m_evidence ? m_evidence->check.findings : QList<Finding>();
    for (const Finding &finding : std::as_const(m_siteCheck.findings)) {
        const bool isKnown = std::any_of(m_findings.cbegin(), m_findings.cend(),
                                         [&finding](const Finding &each) { return isSame(each, finding); });
        if (!isKnown)
            m_findings.append(finding);
    }
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [](const Finding &a, const Finding &b) { return a.outcome > b.outcome; });
}

void EvidencePanel::refresh()
{
    setAccessibleName(tr("Evidence"));
    const auto title = [](Section *section, QWidget *content, const QString &text) {
        section->setTitle(text);
        content->setAccessibleName(text);
    };
    //: %1: a time
    title(m_checkSection, m_checks,
          m_evidence ? tr("Check results: %1").arg(QueueText::time(m_evidence->gatheredAt)) : tr("Check"));
    title(m_comparisonSection, m_comparison, tr("Comparison"));
    m_comparison->viewport()->setAccessibleName(tr("Comparison"));
    title(m_validationSection, m_validations, tr("Validations"));
    title(m_earlierSection, m_earlier, tr("Earlier certificates of the same name or key"));
    m_earlier->viewport()->setAccessibleName(m_earlier->accessibleName());
    title(m_liveSection, m_live, tr("Live certificate"));
    title(m_caaSection, m_caa, tr("CAA records"));
    m_comparisonSection->findChild<QWidget *>(QStringLiteral("comparisonPart"))->setAccessibleName(tr("Comparison"));
    m_comparison->comparison().retranslate();
    refreshChecks();
    refreshFacts();
}

void EvidencePanel::refreshChecks()
{
    if (!m_remark.isEmpty() && m_findings.isEmpty()) {
        m_checks->showRemark(m_remark);
        return;
    }
    const QString passed = m_evidence ? EvidenceText::passed(*m_evidence, m_product) : QString();
    m_checks->setFindings(m_findings, m_language.phrasebook(), QString());
    if (!passed.isEmpty())
        //: %1: areas of rules
        m_checks->addPassed(m_findings.isEmpty() ? tr("All checks passed: %1").arg(passed)
                                                 : tr("Passed: %1").arg(passed));
}

void EvidencePanel::refreshComparison()
{
    const int equal = m_comparison->equalRows();
    const int different = m_comparison->comparison().rowCount() - equal;
    //: a heading; %n: how many fields of the CSR differ from what is registered or was before
    m_comparisonSection->setTitle(different > 0 ? tr("Differences: %n", nullptr, different) : tr("Comparison"));
    m_agreement->setText(tr("Nothing differs from the registered data and the previous certificate."));
    m_agreement->setAccessibleName(m_agreement->text());
    m_agreement->setVisible(different == 0);
    m_comparison->setVisible(different > 0 || m_comparison->showsAll());
    m_equals->setText(m_comparison->showsAll() ? tr("Show the differences only")
                                               : tr("Show the %n matching field(s) too", nullptr, equal));
    m_equals->setAccessibleName(m_equals->text());
    m_equals->setVisible(equal > 0);
    const QList<ComparisonRow> rows = m_evidence ? m_evidence->comparison : QList<ComparisonRow>();
    const auto key = std::find_if(rows.cbegin(), rows.cend(), [](const ComparisonRow &each) {
        return each.field == QLatin1String("publicKey.sha256") && each.csr;
    });
    m_keyHash->setVisible(key != rows.cend());
    if (key != rows.cend())
        m_keyHash->setFacts({{.id = QStringLiteral("comparisonKey"),
                              .label = EvidenceText::field(key->field),
                              .value = *key->csr,
                              .isHash = true}});
}

void EvidencePanel::refreshFacts()
{
    const Evidence evidence = m_evidence.value_or(Evidence());
    m_comparison->comparison().setRows(evidence.comparison, evidence.previous.has_value(),
                                       evidence.registrationVersion > 0);
    m_comparisonSection->setVisible(!evidence.comparison.isEmpty());
    refreshComparison();

    QList<Fact> validations;
    for (const ValidationAge &each : evidence.validations)
        validations.append({QStringLiteral("validation%1").arg(validations.size()), each.what,
                            EvidenceText::usability(each, evidence.gatheredAt)});
    m_validations->setFacts(validations);
    m_validationSection->setVisible(!validations.isEmpty());

    m_earlier->setEvidence(evidence);
    m_earlierSection->setVisible(m_earlier->topLevelItemCount() > 0);

    QList<Fact> live;
    const bool isAnyHostAsked =
        std::any_of(evidence.live.cbegin(), evidence.live.cend(),
                    [](const LiveCertificate &each) { return each.state != LiveCertificate::State::NotAsked; });
    for (const LiveCertificate &each : evidence.live) {
        if (isAnyHostAsked)
            live.append({QStringLiteral("live%1").arg(live.size()), each.host, EvidenceText::live(each)});
    }
    m_live->setFacts(live);
    m_liveSection->setVisible(isAnyHostAsked);

    QList<Fact> caa;
    for (const CaaResult &each : evidence.caa) {
        if (caa.size() < MaximumCaaRows)
            caa.append({QStringLiteral("caa%1").arg(caa.size()), each.name, EvidenceText::caa(each)});
    }
    const qsizetype left = evidence.caa.size() - caa.size();
    if (left > 0)
        caa.append({QStringLiteral("caaMore"), tr("Further names"), tr("%n more", nullptr, static_cast<int>(left))});
    m_caa->setFacts(caa);
    m_caaSection->setVisible(!caa.isEmpty());
}

} // namespace tegata
