// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/formsummaryview.h"

#include "ui/common/factlist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/section.h"
#include "ui/style/tokens.h"

#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

struct Titled
{
    QString title;
    QList<Fact> facts;
};

QString idOf(QString path)
{
    for (const QChar separator : {QLatin1Char('.'), QLatin1Char('['), QLatin1Char(']')})
        path.replace(separator, QLatin1Char('_'));
    return QStringLiteral("summary_") + path;
}

} // namespace

FormSummaryView::FormSummaryView(const LanguageController &language, QWidget *parent)
    : QWidget(parent), m_language(language), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("formSummary"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::Large);
}

void FormSummaryView::setApplication(const EnrollmentApplication &application, bool isSent)
{
    const Phrasebook &phrasebook = m_language.phrasebook();
    const EnrollmentApplication form = relevantPart(application);
    const auto domainFacts = [&](const QString &list, const QList<EnrollmentDomain> &domains) {
        QList<Fact> facts;
        for (int i = 0; i < domains.size(); ++i) {
            const QString path = QStringLiteral("%1[%2].name").arg(list).arg(i);
            QStringList value{domains.at(i).name};
            if (domains.at(i).ev)
                value.append(QStringLiteral("EV"));
            value.append(domains.at(i).note);
            value.removeAll(QString());
            facts.append({idOf(path), enrollmentFieldLabel(path, phrasebook), value.join(QStringLiteral(" · "))});
        }
        if (facts.isEmpty())
            facts.append({idOf(list), enrollmentFieldLabel(list, phrasebook), tr("(not filled in)")});
        return facts;
    };
    QList<Titled> groups;
    bool hasDomains = false;
    const auto addDomains = [&] {
        groups.append({enrollmentPageTitle(EnrollmentPage::Domains, phrasebook),
                       domainFacts(QStringLiteral("domains"), form.domains)});
        hasDomains = true;
    };
    for (const SummaryGroup &group : formSummary(form, phrasebook)) {
        if (!hasDomains && group.page > EnrollmentPage::Domains)
            addDomains();
        QList<Fact> facts;
        for (const SummaryRow &row : group.rows) {
            QString text = row.text;
            if (text.isEmpty() && row.kind == FieldKind::Secret && isSent)
                text = tr("(sent; no longer stored here)");
            else if (text.isEmpty() && row.need == FieldNeed::Required)
                text = tr("(not filled in)");
            facts.append({idOf(row.path), row.label, text});
        }
        if (group.page == EnrollmentPage::ThreeParty && form.threeParty.enabled)
            facts.append(domainFacts(QStringLiteral("threeParty.domains"), form.threeParty.domains));
        groups.append({group.title, facts});
    }
    while (m_parts.size() < groups.size()) {
        auto *facts = new FactList(this);
        facts->setObjectName(QStringLiteral("summaryFacts%1").arg(m_parts.size()));
        auto *section = new Section(QStringLiteral("summarySection%1").arg(m_parts.size()), facts, this);
        m_layout->addWidget(section);
        m_parts.append({section, facts});
    }
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        m_parts.at(i).section->setVisible(i < groups.size());
        if (i >= groups.size())
            continue;
        m_parts.at(i).section->setTitle(groups.at(i).title);
        m_parts.at(i).facts->setAccessibleName(groups.at(i).title);
        m_parts.at(i).facts->setFacts(groups.at(i).facts);
    }
    setAccessibleName(tr("Whole form"));
}

} // namespace tegata
