// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Long work on another thread: it takes values and gives a value, the newest job wins.
#pragma once

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

class QThreadPool;

namespace twinflow::ui {

/// A job that is started while another runs takes its place: the older one is asked to stop, and what it gives is not
/// looked at. Lives in the thread of the windows.
class JobRunner : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(QObject* parent = nullptr);
    /// Asks what runs to stop, and waits for it.
    ~JobRunner() override;

    /// `work(std::stop_token)` on a thread of the pool, then `done(result)` here, unless a newer job was started, or
    /// this one was cancelled or asked to stop before it began.
    template <typename Work, typename Done>
    void start(Work work, Done done) {
        using Value = std::invoke_result_t<Work, std::stop_token>;
        auto result = std::make_shared<std::unique_ptr<Value>>();
        run([work = std::move(work),
             result](const std::stop_token& token) { *result = std::make_unique<Value>(work(token)); },
            [done = std::move(done), result] {
                if (*result) done(std::move(**result));
            });
    }
    /// What it gives is not looked at.
    void cancel();
    /// It stops where it can, and what it gives is told all the same.
    void requestStop() { m_stop.request_stop(); }
    /// Until no job runs; what they give is not looked at.
    void wait();
    bool isBusy() const { return m_busy; }

    /// Of all jobs. Qt draws with the help of its own one, and waits for it: a long job there would hold up the
    /// windows.
    static QThreadPool& pool();

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    void run(std::function<void(const std::stop_token&)> work, std::function<void()> done);
    void setBusy(bool busy);

    struct Running {
        std::mutex mutex;
        std::condition_variable ended;
        int count = 0;
    };
    std::shared_ptr<Running> m_running = std::make_shared<Running>();
    std::stop_source m_stop;
    std::uint64_t m_newest = 0;
    bool m_busy = false;
};

} // namespace twinflow::ui
