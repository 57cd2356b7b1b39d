// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commandcontext.h"
#include "core/domain/enrollmentstate.h"

namespace tegata::cli {

// All commands, one file a group. Each ends by context.finish() or context.fail(), once.
const QList<Command> &commands();

void practice(CommandContext &context);
void csrShow(CommandContext &context);
void csrCheck(CommandContext &context);
void domainCheck(CommandContext &context);
void nameCheck(CommandContext &context);
void draftNew(CommandContext &context);
void draftCheck(CommandContext &context);
void draftSubmit(CommandContext &context);
void enrollmentStatus(CommandContext &context);
void enrollmentWithdraw(CommandContext &context);
void vetList(CommandContext &context);
void vetShow(CommandContext &context);
void vetRecord(CommandContext &context);
void vetRequestDocuments(CommandContext &context);
void vetDecide(CommandContext &context);
void requestSubmit(CommandContext &context);
void requestList(CommandContext &context);
void requestShow(CommandContext &context);
void requestWithdraw(CommandContext &context);
void queueList(CommandContext &context);
void queueShow(CommandContext &context);
void queueDecide(CommandContext &context);
void queueEdit(CommandContext &context);
void queueNote(CommandContext &context);
void certList(CommandContext &context);
void certShow(CommandContext &context);
void certDownload(CommandContext &context);
void certRevoke(CommandContext &context);
void certCancelRevocation(CommandContext &context);
void siteNew(CommandContext &context);
void logVerify(CommandContext &context);
void logExport(CommandContext &context);
void logCompare(CommandContext &context);
void exportRequests(CommandContext &context);
void exportCertificates(CommandContext &context);

// What the site says of an enrolment, in either form.
void showReceipt(Output &output, const EnrollmentReceipt &receipt);

} // namespace tegata::cli
