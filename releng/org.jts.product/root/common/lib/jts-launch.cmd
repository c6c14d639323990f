@echo off
rem Starts one application of this installation: jts-launch APPLICATION JAVA PROGRAM [OPTION...] [ARGUMENT...]
setlocal EnableExtensions DisableDelayedExpansion
set "APPLICATION=%~1"
set "JAVA=%~2"
set "PROGRAM=%~3"
shift
shift
shift
for %%I in ("%~dp0..") do set "INSTALLATION=%%~fI"
set "DATA=%JTS_DATA%"
if not defined DATA set "DATA=%USERPROFILE%\.jts"
set "LANGUAGE="
set "THEME="
set "WATCH="
set "REST="

:options
if "%~1"=="" goto start
if "%~1"=="--help" goto usage
if "%~1"=="--data" ( set "DATA=%~2" & shift & shift & goto options )
if "%~1"=="--lang" ( set "LANGUAGE=-nl %~2" & shift & shift & goto options )
if "%~1"=="--theme" ( set "THEME=-Djts.theme=%~2" & shift & shift & goto options )
if "%~1"=="--watch" ( set "WATCH=%~2" & shift & shift & goto options )
set REST=%REST% %1
shift
goto options

:usage
echo usage: %PROGRAM% [--data DIR] [--lang ko^|en] [--theme dark^|light] [--watch DIR] [ARGUMENT...]
exit /b 0

:start
if not exist "%DATA%\log" mkdir "%DATA%\log"
if not exist "%DATA%\config" mkdir "%DATA%\config"
for %%I in ("%DATA%") do set "DATA=%%~fI"
if defined WATCH for %%I in ("%WATCH%") do set WATCH="-Djts.plugins.watch=%%~fI"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\%JAVA%"
rem the window raises the level by itself, once it holds the data folder and again once it can be used
set "LEVEL="
if "%APPLICATION%"=="org.jts.ui.app" set "LEVEL=-Dosgi.startLevel=4"
rem the optimizing compiler takes from the start of a window what it would give back much later
set "COMPILER="
if not "%APPLICATION%"=="org.jts.console.app" set "COMPILER=-XX:TieredStopAtLevel=1"
if "%APPLICATION%"=="org.jts.server.app" set "COMPILER="
for %%J in ("%INSTALLATION%\plugins\org.eclipse.equinox.launcher_*.jar") do set "LAUNCHER=%%J"
set "KEPT="
if "%APPLICATION%"=="org.jts.ui.app" if defined JAVA_HOME call :keep
:again
set "CLASSES="
if defined KEPT if exist "%KEPT%" set CLASSES="-XX:SharedArchiveFile=%KEPT%" -Xlog:disable
if defined KEPT if not exist "%KEPT%" set CLASSES="-XX:ArchiveClassesAtExit=%MADE%" -Xlog:disable
"%JAVA%" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:MetaspaceSize=96m -XX:ReservedCodeCacheSize=240m ^
  %COMPILER% %CLASSES% ^
  -Dfile.encoding=UTF-8 %JTS_OPTS% %THEME% %WATCH% %LEVEL% ^
  -Djdk.httpclient.redirects.retrylimit=1 -Djdk.httpclient.disableRetryConnect=true ^
  -Dslf4j.internal.verbosity=ERROR "-Djts.data=%DATA%" "-Dfelix.cm.dir=%DATA%\config" ^
  "-Dlogback.configurationFile=%INSTALLATION%\etc\logback.xml" ^
  "-Djava.util.logging.config.file=%INSTALLATION%\etc\logging.properties" ^
  -jar "%LAUNCHER%" -nosplash -application %APPLICATION% %LANGUAGE% -data "%DATA%\workspace" %REST%
set "STATUS=%ERRORLEVEL%"
if defined KEPT call :kept
if not %STATUS%==23 exit /b %STATUS%
rem the window asked to be started again, to show itself in another language
set "LANGUAGE="
set "THEME="
goto again

rem Classes that the window has loaded are kept from one start to the next: jts-launch tells more.
:keep
set "KEPT=%DATA%\cache\window.jsa"
set "MADE=%KEPT%.%RANDOM%"
if not exist "%DATA%\cache" mkdir "%DATA%\cache"
if not exist "%KEPT%" exit /b 0
call :of "%MADE%.of"
fc /b "%MADE%.of" "%KEPT%-of" >nul 2>&1
if errorlevel 1 del /q "%KEPT%" 2>nul
del /q "%MADE%.of" 2>nul
exit /b 0

rem What the classes are of: the installation, the Java, its options, and the file as it was put into place.
:of
copy /y /b "%INSTALLATION%\configuration\org.eclipse.equinox.simpleconfigurator\bundles.info"+"%JAVA_HOME%\release" %1 >nul
for %%J in ("%LAUNCHER%" "%KEPT%") do echo %%~tJ %%~zJ>>%1
echo "%JTS_OPTS%">>%1
exit /b 0

rem After the end of a window. One that died may have died of them; one that failed has loaded too few.
:kept
if %STATUS% lss 0 del /q "%KEPT%" 2>nul
if not %STATUS%==0 if not %STATUS%==23 del /q "%MADE%" 2>nul
if not exist "%MADE%" exit /b 0
move /y "%MADE%" "%KEPT%" >nul
call :of "%KEPT%-of"
exit /b 0
