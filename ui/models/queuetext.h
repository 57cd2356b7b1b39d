// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"

#include <QCoreApplication>
#include <QString>

namespace tegata {

// The words for the queue's values in the interface's language: tabs, columns, states, actions. No state.
class QueueText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::QueueText)

public:
    static QString view(QueueView view);
    static QString column(QueueColumn column);
    // Of the column of products, where the site issues by enrolment profiles instead.
    static QString profileColumn();
    static QString noSiteCheck();
    static QString requestState(RequestState state);
    static QString certificateState(CertificateState state);
    static QString action(RequestAction action);
    static QString product(Product product);
    static QString checkOutcome(FindingOutcome outcome);
    static QString checkState(const CheckState &state);
    // The same with its time.
    static QString checkedState(const CheckState &state);
    static QString revocationReason(RevocationReason reason);
    // When a revocation for this reason has to be done at the latest (rules.md V8).
    static QString revocationDeadline(RevocationReason reason);
    // Local date and time to the minute, empty for an invalid time.
    static QString time(const QDateTime &time);
    // Label of a subject attribute with its short name: "国名 (C)".
    static QString attribute(const QString &type);
};

} // namespace tegata
