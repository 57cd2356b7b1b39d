// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"

#include <QCoreApplication>
#include <QString>

namespace tegata {

// The words for the evidence in the interface's language. No state.
class EvidenceText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::EvidenceText)

public:
    // Of a row of the comparison: "組織名 (O)", "SAN 3", "Key".
    static QString field(const QString &field);
    // A value of the comparison as people read it: "SureServer" for "ov", hex in groups.
    static QString value(const QString &field, const QString &value);
    // Why a run is marked, character by character: "－ (U+FF0D FULLWIDTH HYPHEN-MINUS) instead of - (U+002D …)".
    static QString run(const TextRun &run);
    // All marked runs of a text; empty when nothing is marked.
    static QString runs(const QList<TextRun> &runs);
    static QString difference(TextDifference difference);
    // "until 2027-03-14 (112 days left)".
    static QString usability(const ValidationAge &validation, const QDateTime &now);
    static QString live(const LiveCertificate &live);
    static QString caa(const CaaResult &result);
    // The areas of rules in which nothing was found: "Subject (V4), Key (V6)". Empty when there is none.
    static QString passed(const Evidence &evidence, Product product);

private:
    static QString notAsked(LiveCertificate::Obstacle obstacle);
};

} // namespace tegata
