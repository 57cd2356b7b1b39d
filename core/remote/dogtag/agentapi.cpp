// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/agentapi.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace tegata::dogtag {

namespace {

// Issuing a certificate may take the authority's HSM a while.
constexpr std::chrono::seconds ActionTimeout{60};
const QLatin1String AgentRole("Certificate Manager Agents");

RestRequest get(const QString &path)
{
    RestRequest request;
    request.path = path;
    return request;
}

RestRequest post(const QString &path, const QJsonObject &body)
{
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path = path;
    request.body = bytesOf(body);
    request.timeout = ActionTimeout;
    return request;
}

template <typename T>
auto reader(Result<T> (*read)(const QJsonObject &))
{
    return [read](const HttpAnswer &answer) -> Result<T> {
        const Result<QJsonObject> object = objectOf(answer);
        return object ? read(*object) : Result<T>(failure(object.error()));
    };
}

Result<Agent> agentFromJson(const QJsonObject &object)
{
    Agent agent;
    agent.uid = textOf(object, QLatin1String("id"));
    agent.name = textOf(object, QLatin1String("FullName"));
    if (agent.uid.isEmpty())
        return failure(ErrorCode::ProtocolViolation, QStringLiteral("no account"), QStringLiteral("id"));
    if (agent.name.isEmpty())
        agent.name = agent.uid;
    const QJsonValue roles = object.value(QLatin1String("Roles")).toObject().value(QLatin1String("Role"));
    agent.mayDecide = roles.toArray().contains(QJsonValue(AgentRole)) || roles == QJsonValue(AgentRole);
    return agent;
}

Result<Agent> readLogin(const HttpAnswer &answer)
{
    const Result<QJsonObject> object = objectOf(answer);
    if (object)
        return agentFromJson(*object);
    // There is no such page where another program answers.
    if (object.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::ProtocolViolation, object.error().detail);
    return failure(object.error());
}

Result<QString> readVersion(const HttpAnswer &answer)
{
    // XML in most versions, JSON in the newest: the one word is the same in both.
    static const QRegularExpression version(QStringLiteral("(?:<Version>|\"Version\"\\s*:\\s*\")(\\d[\\w.-]{0,30})"));
    return version.match(QString::fromUtf8(answer.body.left(10000))).captured(1);
}

Result<qint64> countFromJson(const QJsonObject &object)
{
    bool isNumber = false;
    const qint64 total = textOf(object, QLatin1String("total")).toLongLong(&isNumber);
    if (!isNumber)
        return failure(ErrorCode::ProtocolViolation, {}, QStringLiteral("total"));
    return total;
}

Result<Answer> readAction(const HttpAnswer &answer)
{
    const Answer read = readAnswer(answer);
    if (read.outcome == Outcome::Failed)
        return failure(read.error);
    // A release that failed says so in an answer of success.
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    if (textOf(object, QLatin1String("operationResult")) == QLatin1String("error"))
        return Answer{Outcome::Refused, textOf(object, QLatin1String("errorMessage")).simplified().left(500), {}};
    return read;
}

QString requestPath(const QString &id)
{
    return QStringLiteral("/rest/agent/certrequests/") + pathSegment(id);
}

QString certificatePath(const char *begin, const QString &serial)
{
    return QLatin1String(begin) + pathSegment(serialForServer(serial));
}

} // namespace

AgentApi::AgentApi(std::unique_ptr<HttpGate> reading, std::unique_ptr<HttpGate> acting)
    : m_reading(std::move(reading)), m_acting(std::move(acting))
{
    for (HttpGate *gate : {m_reading.get(), m_acting.get()}) {
        gate->keepCookies();
        connect(gate, &HttpGate::connected, this, &AgentApi::connected);
        connect(gate, &HttpGate::serverTime, this, [this](const QDateTime &time) { m_serverTime = time; });
    }
}

AgentApi::~AgentApi() = default;

Future<Agent> AgentApi::login()
{
    return m_reading->send<Agent>(get(QStringLiteral("/rest/account/login")), readLogin);
}

Future<QString> AgentApi::serverVersion()
{
    return m_reading->send<QString>(get(QStringLiteral("/admin/ca/getStatus")), readVersion);
}

Future<QList<ListRow>> AgentApi::rows(const RowQuery &query)
{
    RestRequest request = get(QStringLiteral("/rest/agent/certrequests"));
    const auto add = [&request](const char *name, const QString &value) {
        request.query.addQueryItem(QLatin1String(name), value);
    };
    if (!query.state.isEmpty())
        add("requestState", query.state);
    if (query.start > 0)
        add("start", QString::number(query.start));
    if (query.pageSize > 0)
        add("pageSize", QString::number(query.pageSize));
    if (query.maxResults > 0) {
        add("maxResults", QString::number(query.maxResults));
        add("maxTime", QStringLiteral("50"));
        request.timeout = ActionTimeout;
    }
    return m_reading->send<QList<ListRow>>(std::move(request), reader(rowsFromJson));
}

Future<qint64> AgentApi::count(const QString &state)
{
    RestRequest request = get(QStringLiteral("/rest/agent/certrequests"));
    request.query.addQueryItem(QStringLiteral("requestState"), state);
    request.query.addQueryItem(QStringLiteral("pageSize"), QStringLiteral("0"));
    return m_reading->send<qint64>(std::move(request), reader(countFromJson));
}

Future<ListRow> AgentApi::row(const QString &id)
{
    return m_reading->send<ListRow>(get(QStringLiteral("/rest/certrequests/") + pathSegment(id)), reader(rowFromJson));
}

Future<Review> AgentApi::review(const QString &id)
{
    return m_reading->send<Review>(get(requestPath(id)), reader(reviewFromJson));
}

Future<Review> AgentApi::reviewToDecide(const QString &id)
{
    return m_acting->send<Review>(get(requestPath(id)), reader(reviewFromJson));
}

Future<Answer> AgentApi::decide(const QString &id, const QString &operation, const QJsonObject &body)
{
    return m_acting->send<Answer>(post(requestPath(id) + QLatin1Char('/') + operation, body), readAction);
}

Future<SearchPage> AgentApi::search(const QJsonObject &criteria, qint64 start, int size)
{
    RestRequest request = post(QStringLiteral("/rest/certs/search"), criteria);
    request.query.addQueryItem(QStringLiteral("start"), QString::number(start));
    request.query.addQueryItem(QStringLiteral("size"), QString::number(size));
    return m_reading->send<SearchPage>(std::move(request), reader(searchPageFromJson));
}

Future<ServerCertificate> AgentApi::certificate(const QString &serial)
{
    return m_reading->send<ServerCertificate>(get(certificatePath("/rest/certs/", serial)),
                                              reader(certificateFromJson));
}

Future<ServerCertificate> AgentApi::certificateToRevoke(const QString &serial)
{
    return m_acting->send<ServerCertificate>(get(certificatePath("/rest/agent/certs/", serial)),
                                             reader(certificateFromJson));
}

Future<Answer> AgentApi::revoke(const QString &serial, const QJsonObject &body)
{
    return m_acting->send<Answer>(post(certificatePath("/rest/agent/certs/", serial) + QStringLiteral("/revoke"), body),
                                  readAction);
}

Future<Answer> AgentApi::release(const QString &serial)
{
    return m_acting->send<Answer>(post(certificatePath("/rest/agent/certs/", serial) + QStringLiteral("/unrevoke"), {}),
                                  readAction);
}

} // namespace tegata::dogtag
