@echo off
rem The workstation without a screen: commands from the keyboard, or from -c "COMMANDS".
call "%~dp0lib\jts-launch.cmd" org.jts.console.app java jts-console %*
exit /b %ERRORLEVEL%
