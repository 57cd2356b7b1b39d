// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"
#include "core/domain/checkreport.h"
#include "core/remote/dns/caaresolver.h"

#include <QHash>
#include <QObject>

namespace tegata {

// Of names before they are asked: those with state Asking.
QStringList namesToAsk(const QList<CaaResult> &results);
// The field of the request where each name stands (ComparisonRow::field).
QHash<QString, QString> nameFields(const QStringList &names);
// One note for the names that are NotAsked: what was not checked is said. Also of names that nobody is to ask for.
QList<Finding> notAskedFindings(const QList<CaaResult> &results);
QList<Finding> notAskedFindings(const QStringList &names);
// Whether these findings say that CAA of some name was not checked.
bool leavesCaaUnchecked(const QList<Finding> &findings);

// Checks the CAA records of the names of one request (V3, RFC 8659): climbs from each name towards the root until it
// finds records, asks for each domain once, and decides for a CA with the given domain names. A lookup that fails
// anywhere on the way leaves the name undecided: what could not be read is not "no records". Where nothing at all
// answers, the names' top-level domain neither, it is this computer that has no DNS, and no name is to blame. One use;
// lives on the thread of its owner; dropped with its owner, its lookups are not waited for.
class CaaCheck : public QObject
{
    Q_OBJECT

public:
    // The resolver outlives it.
    CaaCheck(CaaResolver &resolver, QStringList issuers, QObject *parent = nullptr);

    // names: dNSNames of a certificate, wildcards too. Once. finished() follows, also for no names.
    void start(const QStringList &names);
    // In the order of the names; final after finished().
    const QList<CaaResult> &results() const { return m_results; }
    // No DNS server answers this computer. Final after finished().
    bool hasNoDns() const { return m_hasNoDns; }
    // The findings of what is known (V3). fields: for each name, the field of the request where it stands.
    QList<Finding> findings(const QHash<QString, QString> &fields) const;

Q_SIGNALS:
    void finished();

private:
    void climb(qsizetype index, const QString &domain);
    void onRecords(qsizetype index, const QString &domain, const Result<QList<CaaRecord>> &records);
    void settle();

    CaaResolver &m_resolver;
    const QStringList m_issuers;
    QList<CaaResult> m_results;
    QList<CaaVerdict> m_verdicts; // beside m_results
    QHash<QString, Future<QList<CaaRecord>>> m_asked;
    qsizetype m_open = 0;
    QString m_silent;         // a name for which no server answered
    bool m_hasAnswer = false; // for any name, be it an error of the server's
    bool m_hasNoDns = false;
};

} // namespace tegata
