@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts Septum on Windows; launcher\septum does the same elsewhere and says what the variables mean.
setlocal
rem Programs come from the PATH alone, not from the folder one stands in; this holds for all that is started from here.
set "NoDefaultCurrentDirectoryInExePath=1"
for %%d in ("%~dp0..") do set "home=%%~fd"
set "app=%home%\launcher\target\app"
set "log=%home%\launcher\target\build.log"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "version="
for /f "tokens=3" %%v in ('^""%java%" -version 2^>^&1 ^| findstr /c:" version "^"') do set "version=%%~v"
if not defined version (
    echo septum: Java is missing: install a JDK 17 or newer, or set JAVA_HOME. >&2
    exit /b 3
)
for /f "tokens=1 delims=.-" %%v in ("%version%") do set "version=%%v"
if %version% lss 17 (
    echo septum: "%java%" is too old: Septum needs Java 17 or newer. Set JAVA_HOME to such a one. >&2
    exit /b 3
)

rem Batch cannot ask the processor; AVX2 is in every x86-64 processor since 2013.
set "classifier=windows-x86_64-onednn-avx2"
if defined SEPTUM_CLASSIFIER set "classifier=%SEPTUM_CLASSIFIER%"
set "native=%app%\native\%classifier%"

if exist "%app%\framework\launcher.jar" if exist "%native%" goto built
where mvn >nul 2>nul
if errorlevel 1 (
    echo septum: Maven is missing: it is needed to build Septum. Install Maven 3.8 or newer. >&2
    exit /b 3
)
echo septum: Building Septum (first use) ... >&2
if not exist "%home%\launcher\target" mkdir "%home%\launcher\target"
call mvn -B -q -f "%home%\pom.xml" -DskipTests -Dcompiler.warnings=-nowarn -Dnative.platform=windows-x86_64 -Dnd4j.classifier=%classifier% package >"%log%" 2>&1
if errorlevel 1 (
    echo septum: the build failed; see "%log%" >&2
    exit /b 3
)
:built

set "device=cpu"
if /i not "%SEPTUM_DEVICE%"=="cuda" goto start
set "device=cuda"
set "native=%app%\native\cuda"
if exist "%native%" goto start
echo septum: Fetching ND4J's CUDA build (600 MB, once) ... >&2
set "aside=%app%\native\.cuda"
if exist "%aside%" rmdir /s /q "%aside%"
call mvn -B -q -f "%home%\pom.xml" -N -Pcuda -Dnative.platform=windows-x86_64 "-Dcuda.directory=%aside%" dependency:copy@cuda >"%log%" 2>&1
if errorlevel 1 (
    echo septum: ND4J's CUDA build could not be fetched; see "%log%" >&2
    exit /b 3
)
move "%aside%" "%native%" >nul

:start
set "unsafe="
if %version% geq 24 set "unsafe=--sun-misc-unsafe-memory-access=allow"
"%java%" --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -XX:+UseSerialGC -XX:NewSize=48m -XX:MaxNewSize=48m -XX:MaxRAMPercentage=40 ^
    -Dorg.bytedeco.javacpp.maxbytes=1024g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 ^
    %SEPTUM_JAVA_OPTS% %unsafe% "-Dseptum.home=%home%" "-Dseptum.app=%app%" -Dseptum.device=%device% ^
    -cp "%app%\framework\*;%app%\lib\*;%native%\*" org.septum.launcher.Main %*
exit /b %errorlevel%
