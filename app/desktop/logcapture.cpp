// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/logcapture.h"

#include <atomic>

namespace tegata {

namespace {

// Qt's handler is a plain function: the only way to the book.
std::atomic<LogBook *> captured = nullptr;
QtMessageHandler before = nullptr;

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Note;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogLevel::Error;
    }
    return LogLevel::Note;
}

void capture(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (LogBook *book = captured.load())
        book->add(levelOf(type), QString::fromLatin1(context.category ? context.category : "default"), text);
    if (before)
        before(type, context, text);
}

} // namespace

LogCapture::LogCapture(LogBook &book)
{
    captured = &book;
    before = qInstallMessageHandler(capture);
}

LogCapture::~LogCapture()
{
    captured = nullptr;
    qInstallMessageHandler(before);
}

} // namespace tegata
