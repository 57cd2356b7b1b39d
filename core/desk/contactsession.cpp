// SPDX-License-Identifier: Apache-2.0
#include "core/desk/contactsession.h"

#include <memory>

namespace tegata {

namespace {

bool isRefusal(ErrorCode code)
{
    return code == ErrorCode::NotAuthenticated || code == ErrorCode::TooManyRequests;
}

} // namespace

ContactSession::ContactSession(ApplicationSite &site, QObject *parent) : QObject(parent), m_site(site)
{
    m_site.onSessionEnded([this] { onEnded(); });
}

ContactSession::~ContactSession()
{
    m_site.onSessionEnded({});
}

Future<SignedInContact> ContactSession::signIn(const QString &loginId, const SecretBytes &password)
{
    auto promise = std::make_shared<Promise<SignedInContact>>();
    const Future<SignedInContact> future = promise->future();
    const quint64 generation = ++m_generation;
    m_loginId = loginId;
    m_contact.reset();
    m_error.reset();
    setState(ContactState::SigningIn);
    observe<SignedInContact>(
        m_site.signIn(loginId, password), this, [this, promise, generation](const Result<SignedInContact> &contact) {
            if (generation != m_generation) {
                promise->deliver(failure(ErrorCode::Cancelled));
                return;
            }
            if (contact) {
                m_contact = *contact;
                setState(ContactState::SignedIn);
            } else {
                m_error = contact.error();
                setState(isRefusal(m_error->code) ? ContactState::Refused : ContactState::SignedOut);
            }
            promise->deliver(contact);
        });
    return future;
}

void ContactSession::signOut()
{
    ++m_generation;
    if (m_state == ContactState::SignedIn || m_state == ContactState::SigningIn)
        (void)m_site.signOut();
    m_contact.reset();
    m_error.reset();
    setState(ContactState::SignedOut);
}

void ContactSession::onEnded()
{
    if (m_state != ContactState::SignedIn)
        return;
    m_contact.reset();
    setState(ContactState::Expired);
}

void ContactSession::setState(ContactState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace tegata
