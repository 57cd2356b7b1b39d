// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"

#include <QList>
#include <QObject>

#include <functional>
#include <memory>

namespace tegata::dogtag {

// Asks once for each item, a few at a time, and delivers the answers in the items' order, or the first error. owner:
// the receiver; when it dies, the future delivers Cancelled.
template <typename Item, typename Value>
class Gathering : public std::enable_shared_from_this<Gathering<Item, Value>>
{
public:
    using Ask = std::function<Future<Value>(const Item &)>;

    Gathering(QObject *owner, QList<Item> items, Ask ask)
        : m_owner(owner), m_items(std::move(items)), m_ask(std::move(ask)), m_values(m_items.size())
    {}

    Future<QList<Value>> future() const { return m_promise.future(); }

    void goOn()
    {
        if (m_done == m_items.size()) {
            m_promise.deliver(std::move(m_values));
            return;
        }
        while (!m_failed && m_next < m_items.size() && m_next - m_done < AtOnce) {
            const qsizetype index = m_next++;
            observe<Value>(
                m_ask(m_items.at(index)), m_owner,
                [self = this->shared_from_this(), index](const Result<Value> &value) { self->take(index, value); });
        }
    }

private:
    // The authority answers no faster to more.
    static constexpr qsizetype AtOnce = 4;

    void take(qsizetype index, const Result<Value> &value)
    {
        if (m_failed)
            return;
        if (!value) {
            m_failed = true;
            m_promise.deliver(failure(value.error()));
            return;
        }
        m_values[index] = *value;
        ++m_done;
        goOn();
    }

    QObject *m_owner;
    QList<Item> m_items;
    Ask m_ask;
    QList<Value> m_values;
    Promise<QList<Value>> m_promise;
    qsizetype m_next = 0;
    qsizetype m_done = 0;
    bool m_failed = false;
};

template <typename Value, typename Item>
Future<QList<Value>> gather(QObject *owner, const QList<Item> &items, std::function<Future<Value>(const Item &)> ask)
{
    const auto gathering = std::make_shared<Gathering<Item, Value>>(owner, items, std::move(ask));
    const Future<QList<Value>> future = gathering->future();
    gathering->goOn();
    return future;
}

} // namespace tegata::dogtag
