// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/** The YAML language server that VS Code and other editors run, as a process of its own, with this as its editor. */
final class YamlLanguageServer implements LanguageClient, AutoCloseable {

    private static final Path PROGRAM =
            Path.of("target/yaml-language-server/node_modules/yaml-language-server/bin/yaml-language-server");

    private static final long MOST_SECONDS = 60;

    /** A file in an editor: where the cursor is, and what the server will complain of. */
    record Opened(TextDocumentIdentifier document, Position cursor, Future<List<Diagnostic>> checked) {

        List<Diagnostic> diagnostics() throws Exception {
            return answer(checked);
        }
    }

    private final Path folder;
    private final Process process;
    private final LanguageServer server;
    private final Future<Void> listening;
    private final Map<String, CompletableFuture<List<Diagnostic>>> diagnostics = new ConcurrentHashMap<>();
    private int opened;

    static boolean isThere() {
        return Files.isRegularFile(PROGRAM);
    }

    /** @param folder where {@code septum.schema.json} lies, and the files that are opened seem to be */
    YamlLanguageServer(Path folder) throws Exception {
        this.folder = folder;
        process = new ProcessBuilder("node", PROGRAM.toAbsolutePath().toString(), "--stdio")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var launcher = LSPLauncher.createClientLauncher(this, process.getInputStream(), process.getOutputStream());
        server = launcher.getRemoteProxy();
        listening = launcher.startListening();
        CompletionItemCapabilities items = new CompletionItemCapabilities(true);
        TextDocumentClientCapabilities texts = new TextDocumentClientCapabilities();
        texts.setCompletion(new CompletionCapabilities(items));
        WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
        workspace.setConfiguration(true);
        InitializeParams start = new InitializeParams();
        start.setProcessId((int) ProcessHandle.current().pid());
        start.setCapabilities(new ClientCapabilities(workspace, texts, null));
        answer(server.initialize(start));
        server.initialized(new InitializedParams());
        server.getWorkspaceService().didChangeConfiguration(new DidChangeConfigurationParams(Map.of()));
    }

    /**
     * Opens a file.
     *
     * @param text its lines after the one that names the schema; a bar is the cursor and belongs to no line
     */
    Opened open(String text) throws Exception {
        String uri = folder.resolve("file" + opened++ + ".yaml")
                .toAbsolutePath()
                .toUri()
                .toString();
        String whole = "# yaml-language-server: $schema=septum.schema.json\n" + text;
        int cursor = whole.indexOf('|');
        String before = cursor < 0 ? whole : whole.substring(0, cursor);
        String after = cursor < 0 ? "" : whole.substring(cursor + 1);
        CompletableFuture<List<Diagnostic>> checked = new CompletableFuture<>();
        diagnostics.put(uri, checked);
        server.getTextDocumentService()
                .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "yaml", 1, before + after)));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new Opened(
                new TextDocumentIdentifier(uri),
                new Position(line, before.length() - before.lastIndexOf('\n') - 1),
                checked);
    }

    /** What the server offers at the cursor. */
    List<CompletionItem> completions(Opened at) throws Exception {
        var found =
                answer(server.getTextDocumentService().completion(new CompletionParams(at.document(), at.cursor())));
        return found.isLeft() ? found.getLeft() : found.getRight().getItems();
    }

    /** What the server shows of the word at the cursor; empty for nothing. */
    String hover(Opened at) throws Exception {
        Hover hover = answer(server.getTextDocumentService().hover(new HoverParams(at.document(), at.cursor())));
        return hover == null ? "" : hover.getContents().getRight().getValue();
    }

    private static <T> T answer(Future<T> future) throws Exception {
        return future.get(MOST_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletableFuture<List<Object>> configuration(ConfigurationParams asked) {
        Map<String, Object> yaml =
                Map.of("validate", true, "completion", true, "hover", true, "schemaStore", Map.of("enable", false));
        return CompletableFuture.completedFuture(asked.getItems().stream()
                .map(item -> (Object) ("yaml".equals(item.getSection()) ? yaml : Map.of()))
                .toList());
    }

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams found) {
        CompletableFuture<List<Diagnostic>> waiting = diagnostics.get(found.getUri());
        if (waiting != null) {
            waiting.complete(found.getDiagnostics());
        }
    }

    @Override
    public CompletableFuture<Void> registerCapability(RegistrationParams params) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void telemetryEvent(Object event) {}

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams request) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams message) {}

    @Override
    public void close() throws IOException {
        listening.cancel(true);
        process.destroy();
    }
}
