// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/phrasebook.h"
#include "core/base/result.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace tegata {

// What is printed of an application.
struct PrintedApplication
{
    EnrollmentApplication application;
    std::optional<EnrollmentReceipt> receipt; // none: printed as a draft that was not sent
    QDateTime printedAt;
};

struct ApplicationPdf
{
    QByteArray bytes;
    int pages = 0;
    QString fontFamily;       // that the text is set in
    bool isFallback = false;  // the wanted family is not installed
    bool isSearchable = true; // false: some of the text cannot be found or copied as it was typed
    QString unprintable;      // characters that no installed font has, each once; empty as a rule
};

// The family that the document is made for; another one is a fallback.
QString printFontFamily();

// The application as a print-ready A4 document in the phrasebook's language, fonts embedded: title, receipt number or
// "draft", date, every field that counts page by page of the form, and the domain lists as tables; never the password.
// Takes some 100 ms: on a worker. Needs a QGuiApplication.
ApplicationPdf applicationPdf(const PrintedApplication &printed, const Phrasebook &phrasebook,
                              const QString &family = printFontFamily());

// Makes it and writes it, whole or not at all, readable by its owner only; bytes is empty in the answer. Blocks.
// Errors: FileNotWritable, DiskFull.
Result<ApplicationPdf> writeApplicationPdf(const QString &path, const PrintedApplication &printed,
                                           const Phrasebook &phrasebook);

} // namespace tegata
