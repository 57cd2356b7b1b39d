// SPDX-License-Identifier: Apache-2.0
#include "ui/models/formsummary.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace tegata {

namespace {

bool isDomainField(const FormField &field)
{
    return QLatin1String(field.field->pattern).startsWith(QLatin1String("domains[]"));
}

// "applicants[1]" of "applicants[1].legalName"; empty where the path has no index.
QString elementOf(const QString &path)
{
    const qsizetype end = path.indexOf(QLatin1Char(']'));
    return end < 0 ? QString() : path.left(end + 1);
}

QString numbered(const QString &element, const QString &title, qsizetype count)
{
    if (element.isEmpty() || count < 2)
        return title;
    const qsizetype start = element.lastIndexOf(QLatin1Char('[')) + 1;
    const int place = element.mid(start, element.size() - start - 1).toInt() + 1;
    return QStringLiteral("%1 %2").arg(title).arg(place);
}

// Without the place in a list: the element's title says it.
QString plainLabel(const FormField &field, const Phrasebook &phrasebook)
{
    return enrollmentFieldLabel(QLatin1String(field.field->pattern), phrasebook);
}

// Fields by a name that stays when rows of a list come and go: "domains[example.jp].ev".
QString stableKey(const QString &path, const EnrollmentApplication &application)
{
    static const QRegularExpression element(QStringLiteral("^(domains|threeParty\\.domains|operators)\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = element.match(path);
    if (!match.hasMatch())
        return path;
    const QString list = match.captured(1);
    const int row = match.captured(2).toInt();
    const QString name = list == QLatin1String("operators") ? application.operators.value(row).commonName
                         : list == QLatin1String("domains") ? application.domains.value(row).name
                                                            : application.threeParty.domains.value(row).name;
    if (name.isEmpty())
        return path;
    return QStringLiteral("%1[%2]%3").arg(list, name, path.mid(match.capturedLength(0)));
}

struct KeyedField
{
    QString key;
    FormField field;
};

QList<KeyedField> keyedFields(const EnrollmentApplication &application)
{
    QList<KeyedField> keyed;
    for (const FormField &field : formFields(application)) {
        if (field.need != FieldNeed::Irrelevant)
            keyed.append({stableKey(field.path, application), field});
    }
    return keyed;
}

// A flag that is off says nothing by itself; against one that is on it says "no".
QString changeText(const FormField &field, const Phrasebook &phrasebook)
{
    return formFieldText(field, phrasebook);
}

QString listOf(const QString &path)
{
    const qsizetype bracket = path.indexOf(QLatin1Char('['));
    return bracket < 0 ? path : path.left(bracket);
}

} // namespace

QList<SummaryGroup> formSummary(const EnrollmentApplication &application, const Phrasebook &phrasebook)
{
    const QList<FormField> fields = formFields(application);
    QList<SummaryGroup> groups;
    for (const EnrollmentPage page : enrollmentPages()) {
        for (const FormField &field : fields) {
            if (field.need == FieldNeed::Irrelevant || isDomainField(field) || enrollmentPageOf(field.path) != page)
                continue;
            // The review asks for its reason only where there are warnings.
            if (page == EnrollmentPage::Review && field.text.isEmpty())
                continue;
            const QString element = elementOf(field.path);
            if (groups.isEmpty() || groups.constLast().page != page || groups.constLast().prefix != element) {
                const qsizetype count =
                    page == EnrollmentPage::Operators ? application.operators.size() : application.applicants.size();
                groups.append({page, element, numbered(element, enrollmentPageTitle(page, phrasebook), count), {}});
            }
            groups.last().rows.append({field.path, plainLabel(field, phrasebook), formFieldText(field, phrasebook),
                                       field.need, field.field->kind});
        }
    }
    return groups;
}

QList<FormChange> formChanges(const EnrollmentApplication &registered, const EnrollmentApplication &now,
                              const Phrasebook &phrasebook)
{
    const QList<KeyedField> before = keyedFields(registered);
    const QList<KeyedField> after = keyedFields(now);
    QHash<QString, const FormField *> known;
    for (const KeyedField &each : before)
        known.insert(each.key, &each.field);
    QHash<QString, const FormField *> kept;
    QList<FormChange> changes;
    for (const KeyedField &each : after) {
        kept.insert(each.key, &each.field);
        const FormField *old = known.value(each.key);
        const QString text = old ? old->text : QString();
        if (text == each.field.text)
            continue;
        changes.append({each.field.path, enrollmentFieldLabel(each.field.path, phrasebook),
                        old ? changeText(*old, phrasebook) : QString(), changeText(each.field, phrasebook)});
    }
    for (const KeyedField &each : before) {
        if (kept.contains(each.key) || each.field.text.isEmpty())
            continue;
        const bool isInList = each.field.path.contains(QLatin1Char('['));
        changes.append({isInList ? listOf(each.field.path) : each.field.path,
                        enrollmentFieldLabel(each.field.path, phrasebook),
                        changeText(each.field, phrasebook),
                        {}});
    }
    return changes;
}

} // namespace tegata
