//! What the room `preview` says.

messages! {
    /// The messages of the room `preview`.
    PreviewMessage {

        PreviewNoPort { port, reason } "preview-no-port" Failure
        zh "从 {port} 起的端口都不能用（{reason}）", "关掉其他正在运行的预览，或用 --port 换一个端口，例如 --port 8000";
        en "no port from {port} on can be used ({reason})", "close other previews, or choose another port with --port, such as --port 8000";

        PreviewNoRandom { reason } "preview-no-random" Failure
        zh "系统不能生成随机口令（{reason}）", "去掉 --lan，只在本机预览";
        en "the system gives no random numbers for the pass ({reason})", "leave out --lan and preview on this machine alone";

        PreviewNoStop { reason } "preview-no-stop" Warning
        zh "不能接管 Ctrl-C（{reason}）", "关闭这个窗口即可结束预览";
        en "Ctrl-C cannot be handled ({reason})", "close this window to end the preview";
    }
}
