// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/base/worker.h"
#include "ui/print/applicationpdf.h"

#include <QObject>

namespace tegata {

// Asks where to, makes the application's PDF on the worker and writes it there, for its owner only.
class ApplicationPdfSaver : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    ApplicationPdfSaver(Worker &worker, QWidget *window);

    void save(const PrintedApplication &printed, Language language, const QString &name);

Q_SIGNALS:
    void saved(const QString &path);
    // Saved and whole, but the font that it is made for is not installed.
    void savedInOtherFont(const QString &path, const QString &family);
    // Saved, but some of the text may not be found or copied, or not be there at all: the computer lacks the font.
    void savedPoorly(const QString &path, const QString &unprintable);
    void failed(const tegata::Error &error);

private:
    void write(const QString &path, const PrintedApplication &printed, Language language);

    Worker &m_worker;
    QWidget *m_window;
};

} // namespace tegata
