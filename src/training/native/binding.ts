import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InstallContext, NativeInstallError, packageFolder } from './install-context.ts';
import type { BuildTools } from './requirements.ts';
import { firstErrorLine, runTool } from './tool.ts';

/** The newest Node-API version that tfjs-node looks for; Node supports all earlier versions. */
const nodeApiVersion = 8;

/**
 * Compiles tfjs-node's binding against TensorFlow's library, from the sources in its package. Calls the compiler
 * instead of node-gyp, which would need the headers of this Node version, make, and an older Python.
 */
export async function compileBinding(workshop: InstallContext, { compiler }: BuildTools): Promise<void> {
  workshop.onStep("compile tfjs-node's binding");
  const target = join('lib', `napi-v${nodeApiVersion}`);
  await mkdir(join(packageFolder(workshop), target), { recursive: true });
  await writeFile(join(packageFolder(workshop), 'quiet.cc'), quietSource);
  await compile(workshop, compiler, [
    'quiet.cc',
    '-o',
    join('deps', 'lib', 'libquiet.so'),
    '-Wl,-soname,libquiet.so',
  ]);
  await compile(workshop, compiler, [
    ...[`-DNAPI_VERSION=${nodeApiVersion}`, '-I..', '-Ideps/include'],
    `-I${join(workshop.folder, 'node_modules', 'node-api-headers', 'include')}`,
    ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-Ldeps/lib'],
    ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
    // The needed library that comes last is initialized first.
    ...['-Wl,--no-as-needed', '-l:libquiet.so'],
    ...['-o', join(target, 'tfjs_binding.node')],
  ]);
  await rm(join(packageFolder(workshop), 'deps', 'include'), { recursive: true });
}

async function compile(workshop: InstallContext, compiler: string, args: readonly string[]): Promise<void> {
  const options = { directory: packageFolder(workshop), signal: workshop.signal };
  const run = await runTool(compiler, ['-shared', '-fPIC', '-O2', '-std=c++17', ...args], options);
  workshop.signal.throwIfAborted();
  if (run.end !== 'done') {
    throw new NativeInstallError(`${compiler} cannot compile tfjs-node's binding: ${firstErrorLine(run)}`);
  }
}

/**
 * TensorFlow 2.21 prints two lines on standard error during initialization, before it reads TF_CPP_MIN_LOG_LEVEL. This
 * library is initialized first and reads the variable instead. If another release names the function differently, the
 * only effect is that the lines are printed.
 */
const quietSource = `#include <cstdlib>
namespace absl {
inline namespace lts_20250814 {
enum class LogSeverityAtLeast : int { kInfo = 0 };
__attribute__((weak)) void SetMinLogLevel(LogSeverityAtLeast);
}
}
__attribute__((constructor)) static void quieten() {
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  if (level != nullptr && absl::SetMinLogLevel != nullptr) {
    absl::SetMinLogLevel(static_cast<absl::LogSeverityAtLeast>(std::atoi(level)));
  }
}
`;
